using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Novelty;

namespace Likeness.Tests.Evaluation;

/// <summary>Rows wider than a thread's stack are compared without a stack overflow, which would end the process.</summary>
public sealed class WideRowsTests
{
    private const int Stack = 256 * 1024;
    private const int Width = 50_000; // 400 kB per row
    private static readonly Table Train = Samples.Gaussian(6, stream: 1, Width);
    private static readonly Table Generated = Samples.Gaussian(6, stream: 2, Width);
    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, Width)];
    private readonly EvaluationData data = new(Train, null, Generated, new EvaluationSettings { Threads = 1 });
    private readonly PointCloud real = PointCloud.FromTable(Train, Ones);
    private readonly PointCloud generated = PointCloud.FromTable(Generated, Ones);

    [Fact]
    public void NearestNeighboursAreFound() =>
        OnSmallStack(() =>
            Assert.Equal(0, NearestNeighbours.Find(real, real, 1, excludeSelf: false, data).Squared(3, 0))
        );

    [Fact]
    public void NeighbourhoodsAreMeasured() =>
        OnSmallStack(() => Assert.Equal(6, Neighbourhoods.Measure(real, generated, data).Coverage.Length));

    [Fact]
    public void KernelsAreSummed() =>
        OnSmallStack(() => Assert.True(KernelBlock.Sum(real, 0..3, 3..6, default(DistanceKernel)) < 0));

    [Fact]
    public void RowsOfAPartAreSearched()
    {
        // No row of the list belongs to a part, so all rows are searched.
        RowPart[] parts = [RowPart.First, .. Enumerable.Repeat(RowPart.Neither, 5)];
        OnSmallStack(() => Assert.Equal(5, new TableSearch(data).IsNearerToFirst([1, 2, 3, 4, 5], parts).Sum()));
    }

    private static void OnSmallStack(Action act)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(act), Stack);
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }
}
