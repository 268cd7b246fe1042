import type { TripSearch } from "#domain/departures/search.ts";
import { type Locale, month, rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox, Field, Select } from "#ui/field.tsx";
import { Search } from "#ui/icons.tsx";
import { priceSteps, searchFields } from "./trip-search.ts";

type FormProps = { search: TripSearch; months: string[]; locale: Locale };

/** Looks for trips without any script: sending it opens the front page with the search in its address. */
export function SearchForm({ search, months, locale }: FormProps) {
  const texts = textsFor(locale).home.search;
  const prices = withCurrent(priceSteps, search.mostRupiah);
  return (
    <search className="rounded-card bg-surface p-4 text-ink shadow-float sm:p-5">
      <form
        action="/"
        aria-label={texts.label}
        className="grid grid-cols-2 items-end gap-3 *:min-w-0 lg:grid-cols-[1.6fr_1fr_1fr_auto] max-lg:[&>:first-child]:col-span-2"
      >
        <Field
          id={searchFields.words}
          type="search"
          label={texts.destination}
          placeholder={texts.destinationExample}
          defaultValue={search.words}
          maxLength={100}
          enterKeyHint="search"
        />
        <Select id={searchFields.month} label={texts.month} defaultValue={search.month ?? ""}>
          <option value="">{texts.anyMonth}</option>
          {withCurrent(months, search.month).map((value) => (
            <option key={value} value={value}>
              {month(value, locale)}
            </option>
          ))}
        </Select>
        <Select id={searchFields.mostRupiah} label={texts.price} defaultValue={search.mostRupiah ?? ""}>
          <option value="">{texts.anyPrice}</option>
          {prices.map((value) => (
            <option key={value} value={value}>
              {texts.upTo(rupiah(value))}
            </option>
          ))}
        </Select>
        <Checkbox
          id={searchFields.withSeats}
          value="ada"
          label={texts.withSeats}
          defaultChecked={search.withSeats}
          className="col-span-2 lg:order-last lg:col-span-4"
        />
        {search.order === "cheapest" && <input type="hidden" name={searchFields.order} value="termurah" />}
        <Button type="submit" tone="call" className="min-h-12 px-6 text-base max-lg:col-span-2 sm:min-h-12">
          <Search aria-hidden="true" className="size-5" />
          {texts.submit}
        </Button>
      </form>
    </search>
  );
}

/** An address may name a value that the form does not offer; it is kept when the form is sent again. */
function withCurrent<Value extends string | number>(offered: readonly Value[], current?: Value): Value[] {
  return current === undefined || offered.includes(current) ? [...offered] : [...offered, current].toSorted(ascending);
}

function ascending(one: string | number, other: string | number): number {
  return one < other ? -1 : 1;
}
