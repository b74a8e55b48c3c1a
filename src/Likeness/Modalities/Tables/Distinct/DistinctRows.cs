using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables.Distinct;

/// <summary>
/// Samples in which each row takes what no other may have: one that would take what another one has is replaced by a further one, which is similar as long as there is such a one, so that nothing becomes rarer. Where
/// the model has no other rows, all is free again.
/// </summary>
internal sealed class DistinctRows
{
    // Further rows of one class in vain, after which there are no others.
    private const int MaxOfClass = 500;

    // So many further parts, and times as many rows as there are, for similar rows and for any: more would take long, and are rows that the model hardly samples.
    private const int MinParts = 32;
    private const int TimesOfClass = 2;
    private const int TimesOfAny = 16;
    private const int MaxSpare = 256 * Sampler.Chunk;

    private readonly Func<Table> sample;
    private readonly string rules;
    private readonly IRowClaims[] claims;
    private readonly HashSet<double> exhausted = []; // classes of which no other rows are found
    private readonly Dictionary<double, Queue<Spare>> spareOf = [];
    private readonly Queue<Spare> spare = new();
    private int rows;
    private int sampledParts;

    private DistinctRows(IReadOnlyList<TableRule> rules, IRowClaims[] claims, Func<Table> sample) =>
        (this.rules, this.claims, this.sample) = (string.Join(", ", rules.Select(rule => $"'{rule}'")), claims, sample);

    /// <summary>The samples of an encoding whose rules compare rows; null for others.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="sample">Samples further rows.</param>
    public static DistinctRows? Create(TableEncoding encoding, Func<Table> sample)
    {
        var rules = encoding.Rules.Where(rule => rule.ComparesRows).ToList();
        return rules.Count == 0
            ? null
            : new(
                rules,
                [
                    .. rules.OfType<OnceColumns>().Select(rule => new CombinationClaims(encoding, rule)),
                    .. rules.OfType<ApartColumns>().Select(rule => new IntervalClaims(encoding, rule)),
                ],
                sample
            );
    }

    /// <summary>Why not all rows are distinct; null where they are.</summary>
    public string? Remark { get; private set; }

    /// <summary>The same rows with others in place of those that would take what another one has.</summary>
    /// <param name="part">The rows.</param>
    public Table Complete(Table part)
    {
        double[][]? cells = null;
        for (int row = 0; row < part.RowCount; row++)
        {
            var from = new Spare(part, row);
            if (!TryTake(from))
            {
                var next = OfClass(claims[0].ClassOf(part, row)) ?? OfAny();
                if (next is null)
                {
                    Remark ??=
                        $"{rules} {(claims.Length == 1 ? "holds" : "hold")} of the first {Numeral.Whole(rows)} rows, of which the model has no more: further rows are like some of these";
                    exhausted.Clear();
                    Array.ForEach(claims, one => one.Clear());
                    Take(from);
                }
                else
                {
                    cells ??= [.. Enumerable.Range(0, part.Width).Select(part.ColumnValues)];
                    for (int column = 0; column < cells.Length; column++)
                    {
                        cells[column][row] = next.Part[next.Row, column];
                    }
                }
            }

            rows++;
        }

        return cells is null ? part : Table.FromColumns(part.Columns, cells, part.Picture).WrittenAs(part.Dialect);
    }

    private bool TryTake(Spare one)
    {
        bool isFree = Array.TrueForAll(claims, claim => claim.IsFree(one.Part, one.Row));
        if (isFree)
        {
            Take(one);
        }

        return isFree;
    }

    private void Take(Spare one) => Array.ForEach(claims, claim => claim.Take(one.Part, one.Row));

    private Spare? OfClass(double own)
    {
        int inVain = 0;
        while (!exhausted.Contains(own))
        {
            if (Taken(spareOf.GetValueOrDefault(own), ref inVain) is { } same)
            {
                return same;
            }

            if (inVain >= MaxOfClass)
            {
                exhausted.Add(own);
            }
            else if (!TrySample(TimesOfClass))
            {
                return null;
            }
        }

        return null;
    }

    private Spare? OfAny()
    {
        int inVain = 0;
        do
        {
            if (Taken(spare, ref inVain) is { } other)
            {
                return other;
            }
        } while (TrySample(TimesOfAny));
        return null;
    }

    private Spare? Taken(Queue<Spare>? from, ref int inVain)
    {
        while (from is not null && from.TryDequeue(out var one))
        {
            bool isNew = !one.IsUsed && TryTake(one);
            inVain += isNew || one.IsUsed ? 0 : 1;
            one.IsUsed = true;
            if (isNew)
            {
                return one;
            }
        }

        return null;
    }

    private bool TrySample(int times)
    {
        if (sampledParts >= times * (MinParts + (rows / Sampler.Chunk)))
        {
            return false;
        }

        var more = sample();
        sampledParts++;
        if (spare.Count > MaxSpare)
        {
            spare.Clear();
            spareOf.Clear();
        }

        for (int row = 0; row < more.RowCount; row++)
        {
            var one = new Spare(more, row);
            double own = claims[0].ClassOf(more, row);
            spare.Enqueue(one);
            if (!spareOf.TryGetValue(own, out var same))
            {
                spareOf[own] = same = new();
            }

            same.Enqueue(one);
        }

        return true;
    }

    private sealed record Spare(Table Part, int Row)
    {
        public bool IsUsed { get; set; }
    }
}
