/** The input of the sample pipeline: orders of a small shop, one of them with a comma and a quote in a field. */
export const ordersCsv = `order_id,ordered_on,customer,item,quantity,unit_price
1001,2026-01-12,Amara Osei,Desk lamp,2,34.50
1002,2026-01-12,Bruno Keller,Notebook A5,10,2.20
1003,2026-01-13,Chiyo Tanaka,"Chair, oak",4,129.00
1004,2026-01-15,Dana Novak,Pencil box,1,6.75
1005,2026-01-16,Amara Osei,"Monitor 27"" wide",1,289.90
1006,2026-01-19,Elif Demir,Desk mat,3,18.40
1007,2026-01-20,Bruno Keller,Standing desk,1,449.00
1008,2026-01-21,Chiyo Tanaka,Cable tray,6,11.95
`;
