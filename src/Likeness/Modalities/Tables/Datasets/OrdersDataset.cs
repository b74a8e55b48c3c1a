using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Datasets;

/// <summary>
/// Invented orders of a shop, a mixed table whose distribution is known (see <see cref="OrdersTruth"/>): keys, categories, a boolean, times, money, and missing
/// values that depend on other columns. Four rules hold: city determines country, ordered ≤ shipped, total = net + shipping, and shipping follows
/// from express and net.
/// </summary>
[Dataset(
    "orders",
    IsMixed = true,
    Summary = "invented orders of a shop: keys, categories, times, money, rules, and missing values; density known"
)]
public sealed class OrdersDataset : IDataset, IKnownDensity
{
    private const ulong Stream = 0x6f72646572; // the ASCII codes of order

    private static readonly NumberKind Money = new(new NumberFormat(Decimals: 2));

    private static readonly TimeKind Time = new("yyyy-MM-dd HH:mm");

    /// <inheritdoc/>
    public double Entropy => OrdersTruth.Entropy;

    /// <inheritdoc/>
    public Table Load(ulong seed, int rows)
    {
        var random = new PhiloxRandom(seed, Stream);
        Column[] columns = Columns(rows);
        double[][] cells = [.. columns.Select(_ => new double[rows])];
        Span<double> order = stackalloc double[OrdersTruth.Width];
        for (int row = 0; row < rows; row++)
        {
            cells[0][row] = row;
            OrdersTruth.Sample(random, order);
            for (int column = 0; column < order.Length; column++)
            {
                cells[column + 1][row] = order[column];
            }
        }

        var table = Table.FromColumns(columns, cells);
        return Schema.Detect(table).Apply(table);
    }

    /// <inheritdoc/>
    /// <remarks>The mass of the row, in nats. The key, the first column, is not part of it.</remarks>
    public double LogDensity(ReadOnlySpan<double> row) => OrdersTruth.LogMass(row[1..]);

    private static Column[] Columns(int rows) =>
        [
            new("order")
            {
                Kind = new IdentifierKind([.. Enumerable.Range(1, rows).Select(n => $"ORD-{n:000000}")], "ORD-{000000}")
                {
                    Next = rows + 1,
                },
            },
            new("city") { Kind = new CategoryKind(["Bonn", "Ulm", "Kiel", "Lyon", "Nantes", "Graz"]) },
            new("country") { Kind = new CategoryKind(["DE", "FR", "AT"]) },
            new("customer") { Kind = new CategoryKind(["private", "business", "school"]) },
            new("ordered") { Kind = Time },
            new("express") { Kind = new BooleanKind("no", "yes") },
            new("items"),
            new("net") { Kind = Money },
            new("shipping") { Kind = Money },
            new("total") { Kind = Money },
            new("status") { Kind = new CategoryKind(["open", "shipped", "returned", "cancelled"]) },
            new("shipped") { Kind = Time, Missing = "" },
            new("rating") { Missing = "" },
        ];
}
