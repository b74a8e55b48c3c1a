using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Columns that are searched side by side have the formulas that they have one after the other: chains of totals, of which each says what may be computed from what.</summary>
public sealed class LookAheadTests
{
    private const int Rows = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FormulasAreThoseOfOneSearchAfterAnother(ulong seed)
    {
        var table = Chain(new PhiloxRandom(seed, 0));
        string[] ahead = [.. FormulaSearch.All(table, new ExactFormulas(table, table), []).Select(rule => $"{rule}")];
        string[] alone = [.. FormulaSearch.All(table, new OneByOne(table), []).Select(rule => $"{rule}")];
        Assert.Equal(alone, ahead);
        Assert.True(ahead.Length >= 4);
    }

    // Each later column is a sum, difference or product of two before it, in some order of the columns.
    private static Table Chain(PhiloxRandom random)
    {
        var cells = new List<double[]>();
        for (int i = 0; i < 4; i++)
        {
            cells.Add([.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(100 * (i + 1)))]);
        }

        for (int i = 0; i < 6; i++)
        {
            double[] one = cells[random.NextInt(cells.Count)];
            double[] other = cells[random.NextInt(cells.Count)];
            int form = random.NextInt(3);
            cells.Add([
                .. one.Zip(
                    other,
                    (a, b) =>
                        form switch
                        {
                            0 => a + b,
                            1 => (2 * a) - b,
                            _ => a + (3 * b) + 5,
                        }
                ),
            ]);
        }

        double[][] shuffled = [.. random.Permutation(cells.Count).Select(i => cells[i])];
        var table = Table.FromColumns([.. shuffled.Select((_, i) => new Column($"c{i}"))], shuffled);
        return Schema.Detect(table).Apply(table);
    }

    private sealed class OneByOne(Table rows) : TriedFormulas
    {
        private readonly ExactFormulas exact = new(rows, rows);

        public override Table Sample => exact.Sample;

        public override bool MayBreak => exact.MayBreak;

        public override bool MayLookAhead => false;

        public override int MaxColumns => exact.MaxColumns;

        public override IReadOnlyList<FormulaForms> Forms => exact.Forms;

        public override SearchedColumn ForSums(SearchedColumn searched) => exact.ForSums(searched);

        public override Table? Holding(FormulaColumn rule, Func<Table, bool> isEvident) =>
            exact.Holding(rule, isEvident);
    }
}
