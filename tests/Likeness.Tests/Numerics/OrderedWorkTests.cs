using Likeness.Numerics;

namespace Likeness.Tests.Numerics;

/// <summary>Results of independent pieces in their order, whichever ends first, and the exception that a loop would throw.</summary>
public sealed class OrderedWorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ResultsAreInTheOrderOfThePieces(int threads)
    {
        int[] results = OrderedWork.Select(200, Square, threads);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * i), results);

        // Early pieces take the longest.
        static int Square(int i)
        {
            Thread.SpinWait(200 * (200 - i));
            return i * i;
        }
    }

    [Fact]
    public void ThereMayBeNoPiece() => Assert.Empty(OrderedWork.Select(0, i => i, 4));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TheFirstPieceThatFailsIsReported(int threads)
    {
        using var later = new ManualResetEventSlim();
        var error = Assert.Throws<LikenessException>(() => OrderedWork.Select(40, Fail, threads));
        Assert.Equal("piece 1", error.Message);

        // Of several threads, a later piece fails before the first one that does.
        int Fail(int i)
        {
            if (i == 1)
            {
                _ = threads == 1 || later.Wait(TimeSpan.FromSeconds(1));
                throw new LikenessException("piece 1");
            }

            if (i > 1)
            {
                later.Set();
                throw new LikenessException($"piece {i}");
            }

            return i;
        }
    }
}
