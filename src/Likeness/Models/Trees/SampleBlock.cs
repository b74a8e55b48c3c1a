using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>Rows that are sampled together, column by column. Each row has random numbers of its own, so that a row does not depend on the others.</summary>
/// <param name="seed">The seed.</param>
/// <param name="firstRow">The index of the first row.</param>
/// <param name="count">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
internal sealed class SampleBlock(ulong seed, long firstRow, int count, int columns)
{
    private readonly PhiloxRandom random = new(seed, 0);
    private readonly ulong[] counters = new ulong[count];
    private readonly byte[] bins = new byte[count * columns];

    /// <summary>The number of rows.</summary>
    public int Count => count;

    /// <summary>The place of the current column in the sequence.</summary>
    public int Column { get; private set; }

    /// <summary>The bins of a column before the current one: [Count].</summary>
    public Span<byte> Bins(int column) => bins.AsSpan(column * count, count);

    /// <summary>The bins of all columns: column after column.</summary>
    public ReadOnlySpan<byte> AllBins => bins;

    /// <summary>Goes to a column.</summary>
    public void MoveTo(int column)
    {
        Column = column;
        for (int row = 0; row < count; row++)
        {
            TreeSequence.Seek(random, firstRow + row, column);
            counters[row] = random.Counter;
        }
    }

    /// <summary>The bins of a row's columns up to the current one, as far back as predictors go.</summary>
    public void CopyBins(int row, Span<byte> to)
    {
        for (int column = TreeRows.First(to.Length - 1); column < to.Length; column++)
        {
            to[column] = bins[(column * count) + row];
        }
    }

    /// <summary>The random numbers of a row, until <see cref="End"/>.</summary>
    public PhiloxRandom Begin(int row)
    {
        random.Counter = counters[row];
        return random;
    }

    /// <summary>Keeps where the random numbers of a row continue.</summary>
    public void End(int row) => counters[row] = random.Counter;

    /// <summary>The next number of a row, uniform in [0, 1).</summary>
    public double Next(int row)
    {
        random.Counter = counters[row]++;
        return random.NextDouble();
    }
}
