export default function Page() {
  return <h1>The shop is open.</h1>;
}
