using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Compilation;

public class BatchFunctionTests
{
    [Fact]
    public void ASizeIsCompiledOnceWhileItIsKept()
    {
        var compiled = new List<int>();
        var disposed = new List<int>();
        using (
            var graphs = new BatchGraphs<Fake>(
                rows =>
                {
                    compiled.Add(rows);
                    return new Fake(() => disposed.Add(rows));
                },
                capacity: 2
            )
        )
        {
            Assert.Same(graphs.For(64), graphs.For(64));
            graphs.For(7);
            graphs.For(64);
            Assert.Equal([64, 7], compiled);
            Assert.Equal([7, 64], graphs.Sizes);
            // The least recently used one is evicted.
            graphs.For(3);
            Assert.Equal([7], disposed);
            graphs.For(7);
            Assert.Equal([64, 7, 3, 7], compiled);
        }

        Assert.Equal([7, 64, 3, 7], disposed);
    }

    [Fact]
    public void ResultsOfEachRowAreTheSameForAnyNumberOfRows()
    {
        int compiled = 0;
        using var function = new BatchFunction(
            "x",
            3,
            x =>
            {
                compiled++;
                return (x.Square() * Tensor.Constant([3], 1, 2, 3)).Slice(1, 0, 2);
            }
        );
        for (int count = 1; count <= 48; count++)
        {
            float[] rows = [.. Enumerable.Range(0, 3 * count).Select(i => (float)(i % 11))];
            var results = new float[2 * count];
            function.EvaluateEach(rows, results);
            Assert.Equal(
                Enumerable.Range(0, 2 * count).Select(i => (1 + (i % 2)) * Square(rows[(i / 2 * 3) + (i % 2)])),
                results
            );
            Array.Clear(results);
            Assert.Throws<ArgumentException>(() => function.EvaluateEach(rows, new float[(2 * count) + 1]));
        }

        // 1, 2, 4, 8, 16, 32 and 48 rows.
        Assert.Equal(7, compiled);
    }

    [Fact]
    public void AFunctionOfAllRowsSeesExactlyThem()
    {
        using var mean = new BatchFunction("x", 2, x => x.Mean());
        var result = new float[1];
        mean.Evaluate([1, 2, 3, 4, 5, 9], result);
        Assert.Equal(4, result[0]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(50, 64)]
    [InlineData(1024, 1024)]
    public void ABatchIsFilledUpToFullLanes(int rows, int filled) => Assert.Equal(filled, BatchFunction.FilledUp(rows));

    private static float Square(float value) => value * value;

    private sealed class Fake(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
