import { Skeleton } from "#ui/skeleton.tsx";

const cards = ["first", "second", "third", "fourth"];

/** The morning page's shape while its figures are on their way. */
export function SystemSkeleton() {
  return (
    <div className="space-y-8 lg:space-y-10">
      <div className="space-y-3">
        <Skeleton className="h-4 w-16" />
        <Skeleton className="h-8 w-full max-w-lg" />
        <Skeleton className="h-4 w-64" />
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        {cards.map((card) => (
          <Skeleton key={card} className="h-96" />
        ))}
      </div>
      <Skeleton className="h-80" />
    </div>
  );
}
