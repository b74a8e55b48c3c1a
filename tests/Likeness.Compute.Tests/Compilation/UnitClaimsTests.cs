using Likeness.Compute.Compilation;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Work stealing claims each unit exactly once in every run, for any order of arrival, also if a worker never comes.</summary>
public sealed class UnitClaimsTests
{
    [Theory]
    [InlineData(1000, 1, 4)]
    [InlineData(1000, 16, 3)]
    [InlineData(7, 2, 2)]
    [InlineData(3, 1, 5)]
    [InlineData(UnitClaims.MaxUnits - 1, 1 << 20, 2)]
    public void EveryUnitIsTakenOnce(int units, int piece, int workers)
    {
        var claims = new UnitClaims(2, workers);
        for (int round = 0; round < 3; round++)
        {
            claims.Begin();
            var taken = new List<(int First, int End)>[workers];
            Parallel.For(
                0,
                workers,
                worker =>
                {
                    taken[worker] = [];
                    for (int of = 0; of < workers; of++)
                    {
                        int whose = (worker + of) % workers;
                        while (claims.TryTake(1, whose, units, piece, of > 0, out var some))
                        {
                            taken[worker].Add(some);
                        }
                    }
                }
            );
            int next = 0;
            foreach (var (first, end) in taken.SelectMany(some => some).OrderBy(some => some.First))
            {
                Assert.Equal(next, first);
                next = end;
            }

            Assert.Equal(units, next);
        }
    }

    [Fact]
    public void WhoNeverComesIsNotWaitedFor()
    {
        var claims = new UnitClaims(1, 2);
        claims.Begin();
        int count = 0;
        while (claims.TryTake(0, of: 1, 100, 10, fromBack: true, out var taken))
        {
            count += taken.End - taken.First;
        }

        Assert.Equal(50, count);
        Assert.False(claims.TryTake(0, of: 1, 100, 10, fromBack: false, out _));
        Assert.True(claims.TryTake(0, of: 0, 100, 10, fromBack: false, out var own));
        Assert.Equal((0, 30), own); // half of the remainder, in whole pieces
    }

    [Fact]
    public void AfterManyRunsSharesAreWholeAgain()
    {
        var claims = new UnitClaims(1, 1);
        for (int round = 0; round < 70_000; round++)
        {
            claims.Begin();
            Assert.True(claims.TryTake(0, of: 0, 8, 8, fromBack: false, out var taken));
            Assert.Equal((0, 8), taken);
            Assert.False(claims.TryTake(0, of: 0, 8, 8, fromBack: false, out _));
        }
    }
}
