namespace Likeness.Data.Transforms;

/// <summary>
/// Uniform numbers for dequantisation, one for each row and column: a function of these and of seed and stream alone, never
/// of order, batch or thread. Philox 4×32-10: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", §3.3.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Stream">Another stream is other noise: the epoch, for one.</param>
public readonly record struct DequantisationNoise(ulong Seed, ulong Stream)
{
    /// <summary>The number that stands for no noise: the middle of the cell.</summary>
    public const double CellCentre = 0.5;

    private const int Rounds = 10;

    /// <summary>u in [0, 1) for one row of the table and one of its columns.</summary>
    public double Uniform(int row, int column)
    {
        uint c0 = (uint)row;
        uint c1 = (uint)column;
        uint c2 = (uint)Stream;
        uint c3 = (uint)(Stream >> 32);
        uint k0 = (uint)Seed;
        uint k1 = (uint)(Seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = 0xD2511F53UL * c0;
            ulong second = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = (
                (uint)(second >> 32) ^ c1 ^ k0,
                (uint)second,
                (uint)(first >> 32) ^ c3 ^ k1,
                (uint)first
            );
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return ((((ulong)c0 << 32) | c1) >> 11) * (1.0 / (1UL << 53));
    }
}
