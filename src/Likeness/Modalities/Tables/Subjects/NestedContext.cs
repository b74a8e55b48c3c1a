using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// What a model knows of keys within the key whose rows follow each other, the orders of a customer: whether a row begins a new one, which is learned, and which one the row before is in, from 0, at which place of it.
/// </summary>
/// <param name="Key">The column of inner keys.</param>
internal sealed record NestedContext(string Key)
{
    private const string Suffix = ", row before";

    /// <summary>The name of the column that is true in the first rows of inner keys.</summary>
    private string Begins => $"first row of one {Key}";

    private string Place => $"row of one {Key}{Suffix}";

    private string Number => $"number of the {Key}{Suffix}";

    /// <summary>What a column is, by its name.</summary>
    public ContextRole RoleOf(string column) =>
        column == Begins ? ContextRole.Begin
        : column == Place || column == Number ? ContextRole.Before
        : ContextRole.None;

    /// <summary>The columns, with their values.</summary>
    /// <param name="rows">Where the rows before stand in their inner keys.</param>
    public IEnumerable<(Column Column, double[] Values)> Columns(NestedRows rows) =>
        [
            (new Column(Place) { Missing = "" }, rows.Places),
            (new Column(Number) { Missing = "" }, rows.Numbers),
            (new Column(Begins) { Kind = new BooleanKind() }, rows.Begins),
        ];
}

/// <summary>Rows of inner keys.</summary>
/// <param name="Begins">1 for the first row of an inner key, else 0; NaN where it is unknown.</param>
/// <param name="Places">The place of the row before in its inner key, from 0; NaN without one.</param>
/// <param name="Numbers">How many inner keys of the outer one are before that of the row before; NaN without one.</param>
internal sealed record NestedRows(double[] Begins, double[] Places, double[] Numbers)
{
    /// <summary>Rows of which nothing is known.</summary>
    public static NestedRows Unknown(int count)
    {
        double[] unknown = [.. Enumerable.Repeat(double.NaN, count)];
        return new(unknown, unknown, unknown);
    }

    /// <summary>First rows of outer keys.</summary>
    public static NestedRows First(int count) => Unknown(count) with { Begins = [.. Enumerable.Repeat(1.0, count)] };

    /// <summary>The rows of outer keys.</summary>
    /// <param name="groups">The rows of each outer key, in their order, those of an inner one next to each other.</param>
    /// <param name="inner">The first row of each row's inner key.</param>
    public static NestedRows Of(IEnumerable<int[]> groups, int[] inner)
    {
        var rows = new NestedRows(new double[inner.Length], new double[inner.Length], new double[inner.Length]);
        foreach (int[] group in groups)
        {
            var (place, number) = (double.NaN, double.NaN);
            for (int i = 0; i < group.Length; i++)
            {
                int row = group[i];
                bool begins = i == 0 || inner[row] != inner[group[i - 1]];
                (rows.Begins[row], rows.Places[row], rows.Numbers[row]) = (begins ? 1 : 0, place, number);
                place = begins ? 0 : place + 1;
                number =
                    i == 0 ? 0
                    : begins ? number + 1
                    : number;
            }
        }

        return rows;
    }
}
