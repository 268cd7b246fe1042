import { authorize } from "../../../authorize.ts";
import { ronda } from "../../../ronda.ts";

const show = (request: Request) => ronda.page(request, { authorize });

export { show as GET, show as HEAD, show as OPTIONS, show as POST };
