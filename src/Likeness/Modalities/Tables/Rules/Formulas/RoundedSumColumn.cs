using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// A column that is the sum of others, each of which was rounded by itself: <c>total = principal + interest, up to 0.01</c>. It is replaced by what rounding
/// leaves, in units of its last place.
/// </summary>
/// <param name="Column">The sum.</param>
/// <param name="Parts">The columns that are added or subtracted.</param>
/// <param name="Signs">1 for a part that is added, −1 for one that is subtracted.</param>
/// <param name="UpTo">How far the column is from the sum, at most.</param>
/// <param name="Decimals">Decimal places of the column.</param>
internal sealed record RoundedSumColumn(
    string Column,
    IReadOnlyList<string> Parts,
    IReadOnlyList<int> Signs,
    double UpTo,
    int Decimals
) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Parts;

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    internal override bool Predicts => true;

    [JsonIgnore]
    private double Unit => Math.Pow(10, -Decimals);

    /// <summary>The rule of training rows; null where a part is missing in a row that has the column.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="parts">The places of the parts.</param>
    /// <param name="signs">Their signs.</param>
    /// <param name="decimals">Decimal places of the column.</param>
    public static RoundedSumColumn? Create(Table rows, int at, int[] parts, IReadOnlyList<int> signs, int decimals)
    {
        var rule = new RoundedSumColumn(
            rows.Columns[at].Name,
            [.. parts.Select(part => rows.Columns[part].Name)],
            signs,
            0,
            decimals
        );
        double largest = 0;
        foreach (var (row, units) in rule.Rests(rows).Index())
        {
            if (double.IsNaN(units) && !double.IsNaN(rows[row, at]))
            {
                return null;
            }

            largest = Math.Max(largest, double.IsNaN(units) ? 0 : Math.Abs(units));
        }

        return rule with
        {
            UpTo = Math.Round(largest * rule.Unit, decimals),
        };
    }

    /// <summary>A rule that a schema declares; null for one that is none of rounded sums.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="rule">The rule.</param>
    public static RoundedSumColumn? Declare(Table rows, RuleText rule)
    {
        int at = IndexOf(rows, rule.Column);
        return rule.UpTo is not { } most ? null
            : Create(
                rows,
                at,
                [.. rule.Parts.Select(part => IndexOf(rows, part))],
                RoundedSumText.SignsOf(rule.Formula!)!,
                RoundedNumber.DecimalsOf(rows, at) ?? RoundedSumText.PlacesOf(most)
            )
                is { } sum
                ? sum with
                {
                    UpTo = most,
                }
            : null;
    }

    // How far the column is from the sum, in units; NaN where one of both is missing.
    private double[] Rests(Table rows)
    {
        int at = IndexOf(rows, Column);
        double[] sums = Sums(rows);
        return [.. sums.Select((sum, row) => Math.Round((rows[row, at] - sum) / Unit))];
    }

    private double[] Sums(Table rows)
    {
        int[] parts = [.. Parts.Select(part => IndexOf(rows, part))];
        return
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row => parts.Select((part, i) => Signs[i] * rows[row, part]).Sum()),
        ];
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        double most = (UpTo / Unit) + 0.5;
        // Comparisons with NaN are false: a missing value breaks no rule.
        return Array.ConvertAll(Rests(rows), rest => !(Math.Abs(rest) > most));
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => Encoded(rows, ofMissing: 0);

    /// <inheritdoc/>
    // A part that is unknown is not missing.
    internal override Table EncodeUnknown(Table rows) => Encoded(rows, ofMissing: double.NaN);

    // A column that is missing with its parts says nothing more.
    private Table Encoded(Table rows, double ofMissing)
    {
        int at = IndexOf(rows, Column);
        double[] sums = Sums(rows);
        double[] rests = Rests(rows);
        for (int row = 0; row < rests.Length; row++)
        {
            rests[row] = double.IsNaN(sums[row]) ? ofMissing : rests[row];
        }

        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, rests);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        double most = Math.Round(UpTo / Unit);
        double[] sums = Sums(rows);
        double[] values = rows.ColumnValues(at);
        for (int row = 0; row < values.Length; row++)
        {
            double units = Math.Clamp(Math.Round(values[row]), -most, most);
            values[row] = RoundedNumber.Of(sums[row] + (units * Unit), Decimals);
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        (int Column, int Sign)[] parts = [.. Parts.Select((part, i) => (IndexOf(rows, part), Signs[i]))];
        bool[] holds = Holds(rows);
        double[] rests = Rests(rows);
        return Changed(
            rows,
            (row, cells) =>
            {
                if (holds[row] || !isObserved(row, at))
                {
                    return;
                }

                // The largest of several has the most room.
                foreach (
                    var (part, sign) in parts
                        .Where(part => !isObserved(row, part.Column))
                        .OrderByDescending(part => Math.Abs(cells[part.Column][row]))
                )
                {
                    double changed = Math.Round(cells[part][row] + (sign * rests[row] * Unit), Decimals);
                    if (IsPossible(rows.Columns[part], changed))
                    {
                        cells[part][row] = changed;
                        return;
                    }
                }
            }
        );
    }

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        bool[] holds = Holds(rows);
        double[] sums = Sums(rows);
        return Changed(
            rows,
            (row, cells) =>
                cells[at][row] =
                    holds[row] || isObserved(row, at) ? cells[at][row] : RoundedNumber.Of(sums[row], Decimals)
        );
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var formula = new FormulaSum([.. Parts.Select((_, i) => ((Formula)new FormulaCell(i), Signs[i] < 0))]);
        return $"{Column} = {formula.Write(Parts)}{RoundedSumText.UpTo}{UpTo.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <inheritdoc/>
    public bool Equals(RoundedSumColumn? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
