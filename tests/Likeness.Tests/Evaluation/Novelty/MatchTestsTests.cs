using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Novelty;
using Likeness.Evaluation.Verdicts;
using Likeness.Tests.House;

namespace Likeness.Tests.Evaluation.Novelty;

public sealed class MatchTestsTests
{
    private static readonly EvaluationSettings OneThread = new() { Threads = 1 };

    [Fact]
    public void LocalDistancesAreThoseOfScikitLearn()
    {
        var golden = JsonSerializer.Deserialize<Golden>(
            Repository.Read("tests/golden/local_distances.json"),
            JsonSerializerOptions.Web
        )!;
        var data = new EvaluationData(Samples.Of(golden.Real, 2), null, Samples.Of(golden.Generated, 2), OneThread);
        var search = new TableSearch(data);
        Assert.Equal(golden.OfGenerated, LocalDistances.OfGenerated(search).Pairs.Select(pair => pair.Distance), Close);

        // The search sees the rows in random order.
        Assert.Equal(
            golden.OfReal.Order(),
            LocalDistances.OfReal(search).Pairs.Select(pair => pair.Distance).Order(),
            Close
        );
    }

    [Fact]
    public void NearCopiesLookTheSameInDenseAndSparseRegions()
    {
        double[] real = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? i : 100 + (i * 0.05))];
        var data = new EvaluationData(
            Samples.Of(real, 1),
            null,
            Samples.Of([5.1, 100 + (30 * 0.05) + 0.005], 1),
            OneThread
        );
        var pairs = LocalDistances.OfGenerated(new TableSearch(data)).Pairs;
        Assert.Equal(pairs[0].Distance, pairs[1].Distance, 1e-6);
        Assert.Equal(0.1 / 3, pairs[0].Distance, 1e-6);
    }

    [Fact]
    public void EquallyNearRowsShareASample()
    {
        var data = new EvaluationData(
            Samples.Of([0, 0, 1, 2, 3, 4], 1),
            Samples.Of([0, 9], 1),
            Samples.Of([0, 1.5], 1),
            OneThread
        );
        var pairs = LocalDistances.OfGenerated(new TableSearch(data)).Pairs;
        Assert.Equal(3, pairs.Count(pair => pair.Example == 0));
        Assert.Equal(1, pairs.Where(pair => pair.Example == 0).Sum(pair => pair.Weight), 1e-12);
        Assert.All(pairs.Where(pair => pair.Example == 0), pair => Assert.Equal(0, pair.Distance));
        Assert.Equal(2, pairs.Count(pair => pair.Example == 1));
    }

    [Fact]
    public void LabelsAreTestedExactly()
    {
        // Five of ten matched, all of them of six training examples: chance C(5, 4)/C(10, 4) = 1/42.
        bool[] isTraining = [.. Enumerable.Range(0, 10).Select(i => i < 6)];
        double[] weights = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
        var data = new EvaluationData(Samples.Gaussian(6, 1), null, Samples.Gaussian(6, 2), OneThread);
        var labels = new MembershipLabels(isTraining, data);
        var (few, many) = Assert.Single(labels.PValues([weights]));
        Assert.InRange(few, 0.012, 0.038);
        Assert.Equal(1, many);
        Assert.Equal(1.5, labels.Odds, 1e-12);
        Assert.Equal(2, labels.Expected(weights), 1e-12);
    }

    /// <summary>Nine matched rows of one test subject are one match.</summary>
    [Fact]
    public void LabelsOfSubjectsAreTestedTogether()
    {
        double[] subjects = [.. Enumerable.Range(0, 180).Select(i => Math.Floor(i / 9.0))];
        bool[] isTraining = [.. subjects.Select(subject => subject >= 10)];
        double[] weights = [.. subjects.Select(subject => subject == 3 ? 1.0 : 0)];
        var data = new EvaluationData(Samples.Gaussian(6, 1), null, Samples.Gaussian(6, 2), OneThread);
        Assert.InRange(new MembershipLabels(isTraining, data).PValues([weights])[0].Many, 0, 0.01);
        var labels = new MembershipLabels(isTraining, data, subjects);
        Assert.InRange(labels.PValues([weights])[0].Many, 0.4, 0.6);
        Assert.Equal(0.5, labels.Expected(weights), 1e-12);
    }

    [Theory]
    [InlineData(0.45)]
    [InlineData(0.1)]
    public void NearCopiesAreFound(double copied)
    {
        var (train, random) = (Samples.Gaussian(800, 1), new PhiloxRandom(5, 5));
        int copies = (int)(400 * copied);
        double[] noisy = [.. Samples.First(train, copies).ToRowMajor().Select(x => x + (1e-4 * random.NextNormal()))];
        double[] values = [.. noisy, .. Samples.Gaussian(400 - copies, 9).ToRowMajor()];
        foreach (var test in new[] { Samples.Gaussian(400, 2), Samples.Gaussian(10, 2), null })
        {
            var finding = Find(train, test, Samples.Of(values, 4));
            Assert.True(finding.Level == NoveltyLevel.NearCopies, finding.Sentence);
        }
    }

    [Fact]
    public void CopiesOfTestRowsAreNamed()
    {
        var (train, test) = (Samples.Gaussian(400, 1), Samples.Gaussian(400, 2));
        var novelty = NoveltyVerdict.Create(new EvaluationData(train, test, Samples.First(test, 200), OneThread));
        Assert.True(novelty.RepeatsTest);
        Assert.False(novelty.LooksMemorised);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ACollapsedModelHasCopiedNothing(bool hasTest)
    {
        // All samples cluster around a few points, and so have the same few nearest rows.
        int wrong = Enumerable
            .Range(0, 60)
            .Count(seed =>
            {
                var random = new PhiloxRandom(6, (ulong)seed);
                double[][] places =
                [
                    .. Enumerable.Range(0, 20).Select(_ => new[] { random.NextNormal(), random.NextNormal() }),
                ];
                double[] made =
                [
                    .. Enumerable
                        .Range(0, 300)
                        .SelectMany(i => places[i % 20].Select(x => x + (1e-3 * random.NextNormal()))),
                ];
                var train = Samples.Of([.. Enumerable.Range(0, 600).Select(_ => random.NextNormal())], 2);
                var test = Samples.Of([.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())], 2);
                return Find(train, hasTest ? test : null, Samples.Of(made, 2)).Level != NoveltyLevel.New;
            });
        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void APerfectSamplerIsNew(bool isGrid)
    {
        int wrong = Enumerable
            .Range(0, 60)
            .Count(seed =>
            {
                var random = new PhiloxRandom(7, (ulong)seed);
                Table Sample(int rows) => Samples.Of([.. Enumerable.Range(0, 3 * rows).Select(_ => Value())], 3);
                double Value() => isGrid ? Math.Round(2 * random.NextNormal()) : random.NextNormal();
                return Find(Sample(300), Sample(150), Sample(200)).Level != NoveltyLevel.New;
            });
        Assert.InRange(wrong, 0, 1);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(0)]
    public void FewCopiedRowsAreFound(int tests)
    {
        // All samples equal one of five training rows; too few rows for the labels to tell.
        var train = Samples.Gaussian(600, 1);
        var generated = train.TakeRows([.. Enumerable.Range(0, 200).Select(i => i % 5)]);
        var finding = Find(train, tests == 0 ? null : Samples.Gaussian(tests, 2), generated);
        Assert.True(finding.Level == NoveltyLevel.Copies, finding.Sentence);
    }

    [Fact]
    public void AValueThatManyRowsHaveIsNoCopy()
    {
        // A third of all real rows and every sample are zero.
        static Table Sample(ulong seed)
        {
            var rows = Samples.Gaussian(300, seed);
            return Samples.Of([.. rows.ToRowMajor().Select((x, i) => i / 4 % 3 == 0 ? 0 : x)], 4);
        }

        var zeros = Samples.Of(new double[4 * 100], 4);
        Assert.Equal(NoveltyLevel.New, Find(Sample(1), Sample(2), zeros).Level);
        Assert.Equal(NoveltyLevel.New, Find(Sample(1), null, zeros).Level);
    }

    [Fact]
    public void CopiesAmongRowsThatRepeatByThemselvesAreFound()
    {
        // Two in five of the rows are of few values, so that equal rows are no more than twice as many as chance explains.
        Table Sample(int rows, ulong seed)
        {
            var random = new PhiloxRandom(11, seed);
            return Samples.Of(
                [
                    .. Enumerable
                        .Range(0, rows)
                        .SelectMany(i =>
                            i % 5 < 2
                                ? [random.NextInt(6), random.NextInt(6)]
                                : new double[] { random.NextNormal(), random.NextNormal() }
                        ),
                ],
                2
            );
        }

        var (train, test, fresh) = (Sample(1000, 1), Sample(500, 2), Sample(500, 3));
        double[] values = [.. Samples.First(train, 200).ToRowMajor(), .. Samples.First(fresh, 300).ToRowMajor()];
        Assert.Equal(NoveltyLevel.New, Find(train, test, fresh).Level);
        Assert.Equal(NoveltyLevel.Copies, Find(train, test, Samples.Of(values, 2)).Level);
    }

    [Fact]
    public void RowsBesideTrainingRowsButFarAwayAreNoCopies()
    {
        // Real rows lie on a line. A row beside it has its own row as the nearest, at many times the usual distance.
        var (train, test) = (OnALine(600, 1), OnALine(300, 2));
        Table Beside(double offset) =>
            Samples.Of(
                [.. Samples.First(train, 300).ToRowMajor().Select((x, i) => i % 2 == 0 ? x + offset : x - offset)],
                2
            );
        Assert.Equal(NoveltyLevel.NearCopies, Find(train, test, Beside(1e-5)).Level);
        var finding = Find(train, test, Beside(0.1));
        Assert.Equal(NoveltyLevel.New, finding.Level);
        Assert.Contains("The model overfits (p = 0.001)", finding.Sentence, StringComparison.Ordinal);

        static Table OnALine(int rows, ulong seed)
        {
            var random = new PhiloxRandom(12, seed);
            return Samples.Of(
                [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal()).SelectMany(x => new[] { x, x })],
                2
            );
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ListsOfNeighboursTellWhichPartIsNearer(bool isGrid)
    {
        var random = new PhiloxRandom(8, 1);
        double[] values =
        [
            .. Enumerable.Range(0, 240).Select(_ => isGrid ? Math.Round(random.NextNormal()) : random.NextNormal()),
        ];
        var data = new EvaluationData(Samples.Of(values, 2), null, Samples.Gaussian(5, 1, 2), OneThread);
        // Few rows belong to a part, so that many lists hold none of them.
        RowPart[] parts =
        [
            .. Enumerable
                .Range(0, 120)
                .Select(i =>
                    i % 20 == 0 ? RowPart.First
                    : i % 20 == 1 ? RowPart.Second
                    : RowPart.Neither
                ),
        ];
        int[] rows = [.. Enumerable.Range(0, 120).Where(i => parts[i] == RowPart.Neither)];
        var (first, second) = (Nearest(RowPart.First), Nearest(RowPart.Second));
        double[] expected =
        [
            .. Enumerable.Range(0, rows.Length).Select(i => first.Squared(i, 0) < second.Squared(i, 0) ? 1.0 : 0),
        ];
        Assert.Equal(expected, data.Search.IsNearerToFirst(rows, parts));
        Assert.InRange(expected.Sum(), 10, 100);

        NearestNeighbours Nearest(RowPart part) =>
            NearestNeighbours.Find(
                data.Pooled.TakeRows(rows),
                data.Pooled.TakeRows([.. Enumerable.Range(0, 120).Where(i => parts[i] == part)]),
                1,
                excludeSelf: false,
                data
            );
    }

    private static NoveltyFinding Find(Table train, Table? test, Table generated) =>
        NoveltyVerdict.Create(new EvaluationData(train, test, generated, OneThread)).Finding;

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;

    private sealed record Golden(double[] Real, double[] Generated, double[] OfGenerated, double[] OfReal);
}
