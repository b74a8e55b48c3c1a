using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Bench.Verdicts;

/// <summary>
/// Staged tables. Most have five columns: eight Gaussian modes on a ring, a column that depends on both, and two correlated ones.
/// The wide one has 40 normal columns with a common factor.
/// </summary>
internal static class StagedTables
{
    private const int Modes = 8;
    private const int Width = 5;
    private const int WideWidth = 40;
    private const int WrongColumn = 17;
    private const int GridSteps = 12;

    private static readonly SimilarityLevel[] Indistinguishable = [SimilarityLevel.Indistinguishable];
    private static readonly SimilarityLevel[] Different = [SimilarityLevel.Distinguishable, SimilarityLevel.Poor];

    public static IEnumerable<StagedSet> All(int rows)
    {
        yield return Make(
            "perfect: new rows of the same density",
            Indistinguishable,
            NoveltyLevel.New,
            rows,
            (_, random) => Ring(rows / 2, random)
        );
        yield return Make(
            "training rows + noise of 1e-4",
            Indistinguishable,
            NoveltyLevel.NearCopies,
            rows,
            (train, random) => Noisy(Some(train, rows / 2, random), 1e-4, random)
        );
        yield return Make(
            "half exact matches",
            Indistinguishable,
            NoveltyLevel.Copies,
            rows,
            (train, random) => Join(Some(train, rows / 4, random), Ring(rows / 4, random))
        );
        yield return Make(
            "45 % training rows + noise of 1e-4",
            Indistinguishable,
            NoveltyLevel.NearCopies,
            rows,
            (train, random) =>
                Join(Noisy(Some(train, rows * 9 / 40, random), 1e-4, random), Ring(rows * 11 / 40, random))
        );
        yield return Make(
            "one of eight modes dropped",
            [SimilarityLevel.Distinguishable],
            NoveltyLevel.New,
            rows,
            (_, random) => Ring(rows / 2, random, Modes - 1)
        );
        yield return Make(
            "blurred: noise of 0.2 standard deviations",
            Different,
            NoveltyLevel.New,
            rows,
            (_, random) => Noisy(Ring(rows / 2, random), 0.2, random)
        );
        yield return Make(
            "columns shuffled one by one",
            Different,
            NoveltyLevel.New,
            rows,
            (_, random) => Shuffled(Ring(rows / 2, random), random)
        );
        yield return Make(
            "40 columns, one of a wrong shape",
            Different,
            NoveltyLevel.New,
            rows,
            (_, random) => Wide(rows / 2, random, isWrong: true),
            (count, random) => Wide(count, random, isWrong: false)
        );
        yield return Make(
            "perfect, on a coarse grid of innocent repeats",
            Indistinguishable,
            NoveltyLevel.New,
            rows,
            (_, random) => Grid(rows / 2, random),
            Grid
        );
    }

    private static StagedSet Make(
        string name,
        SimilarityLevel[] levels,
        NoveltyLevel novelty,
        int rows,
        Func<Table, PhiloxRandom, Table> generate,
        Func<int, PhiloxRandom, Table>? real = null
    ) =>
        new(
            name,
            levels,
            novelty,
            (seed, threads) =>
            {
                real ??= (count, random) => Ring(count, random);
                var train = real(rows, new PhiloxRandom(seed, 1));
                return Evaluator.Decide(
                    train,
                    real(rows / 2, new PhiloxRandom(seed, 2)),
                    generate(train, new PhiloxRandom(seed, 3)),
                    new EvaluationSettings { Seed = seed, Threads = threads }
                );
            }
        );

    private static Table Ring(int rows, PhiloxRandom random, int modes = Modes) =>
        Rows(
            rows,
            Width,
            row =>
            {
                double angle = 2 * Math.PI * random.NextInt(modes) / Modes;
                row[0] = Math.Cos(angle) + (0.1 * random.NextNormal());
                row[1] = Math.Sin(angle) + (0.1 * random.NextNormal());
                row[2] = (row[0] * row[1]) + (0.1 * random.NextNormal());
                row[3] = random.NextNormal();
                row[4] = (0.8 * row[3]) + (0.6 * random.NextNormal());
            }
        );

    private static Table Wide(int rows, PhiloxRandom random, bool isWrong) =>
        Rows(
            rows,
            WideWidth,
            row =>
            {
                double factor = random.NextNormal();
                for (int column = 0; column < WideWidth; column++)
                {
                    row[column] = (0.6 * factor) + (0.8 * random.NextNormal());
                }

                // Exponential, with the same mean and variance.
                row[WrongColumn] = isWrong ? -Math.Log(1 - random.NextDouble()) - 1 : row[WrongColumn];
            }
        );

    private static Table Grid(int rows, PhiloxRandom random) =>
        Rows(
            rows,
            2,
            row =>
            {
                row[0] = Math.Round(GridSteps * random.NextDouble());
                row[1] = Math.Round((row[0] / 2) + (2 * random.NextNormal()));
            }
        );

    private static Table Rows(int rows, int width, Action<Span<double>> write)
    {
        var values = new double[rows * width];
        for (int row = 0; row < rows; row++)
        {
            write(values.AsSpan(row * width, width));
        }

        return Of(values, width);
    }

    private static Table Of(double[] values, int width) =>
        new([.. Enumerable.Range(0, width).Select(column => new Column($"x{column}"))], values);

    private static Table Some(Table train, int rows, PhiloxRandom random) =>
        train.TakeRows(random.Permutation(train.RowCount).AsSpan(0, Math.Min(rows, train.RowCount)));

    private static Table Noisy(Table table, double noise, PhiloxRandom random) =>
        Of([.. table.ToRowMajor().Select(value => value + (noise * random.NextNormal()))], table.Width);

    private static Table Join(Table first, Table second) =>
        Of([.. first.ToRowMajor(), .. second.ToRowMajor()], first.Width);

    private static Table Shuffled(Table table, PhiloxRandom random)
    {
        double[] values = table.ToRowMajor();
        for (int column = 0; column < table.Width; column++)
        {
            int[] order = random.Permutation(table.RowCount);
            for (int row = 0; row < table.RowCount; row++)
            {
                values[(row * table.Width) + column] = table[order[row], column];
            }
        }

        return Of(values, table.Width);
    }
}
