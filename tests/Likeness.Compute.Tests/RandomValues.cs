using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests;

/// <summary>Random numbers for tests, from a seed.</summary>
internal sealed class RandomValues(ulong seed)
{
    private readonly PhiloxRandom random = new(seed, 0);

    /// <summary>Uniform numbers between two bounds, each exactly a float.</summary>
    public double[] Uniform(int count, double low = -2, double high = 2) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)(float)(low + ((high - low) * random.NextDouble())))];

    /// <summary>An integer below a bound.</summary>
    public int Below(int bound) => random.NextInt(bound);

    /// <summary>A shape of up to three axes, some empty and some of one element.</summary>
    public Shape Shape(int rank) =>
        new([.. Enumerable.Range(0, rank).Select(_ => new[] { 1, 2, 3, 5, 17, 33, 64, 0 }[Below(rank > 2 ? 5 : 8)])]);
}
