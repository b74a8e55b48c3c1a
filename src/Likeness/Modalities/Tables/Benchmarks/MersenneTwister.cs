namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>
/// The random numbers of NumPy's RandomState, which define published splits: MT19937 (Matsumoto &amp; Nishimura 1998, ACM
/// TOMACS 8(1)) seeded, truncated and shuffled as in NumPy. Likeness uses counter-based random numbers everywhere else.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;
    private readonly uint[] state = new uint[Length];
    private int place = Length;

    /// <summary>RandomState(seed).</summary>
    public MersenneTwister(uint seed)
    {
        for (int i = 0; i < Length; i++)
        {
            state[i] = seed;
            seed = (1812433253u * (seed ^ (seed >> 30))) + (uint)i + 1;
        }
    }

    /// <summary>A number in [0, 1) of 53 bits: rand().</summary>
    public double NextDouble()
    {
        double high = NextUInt32() >> 5;
        double low = NextUInt32() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>shuffle(): the permutation of rows 0 … n − 1.</summary>
    public int[] Shuffle(int n)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        for (int i = n - 1; i > 0; i--)
        {
            int j = (int)UpTo((uint)i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private uint UpTo(uint max)
    {
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(max);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        } while (value > max);

        return value;
    }

    private uint NextUInt32()
    {
        if (place == Length)
        {
            Twist();
        }

        uint y = state[place++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (state[i] & 0x80000000u) | (state[(i + 1) % Length] & 0x7fffffffu);
            state[i] = state[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0dfu);
        }

        place = 0;
    }
}
