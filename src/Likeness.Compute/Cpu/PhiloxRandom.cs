namespace Likeness.Compute.Cpu;

/// <summary>
/// Sequential random numbers for host code, from the same Philox 4×32-10 as the kernels. <see cref="Counter"/> is the whole state:
/// save and restore it to continue a sequence.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">The purpose of the numbers; streams of one seed are independent.</param>
public sealed unsafe class PhiloxRandom(ulong seed, ulong stream)
{
    private readonly ulong _key = Philox.Key(seed, stream);

    // The block of the last value, whose other half is often the next.
    private ulong _block = ulong.MaxValue;
    private ulong _first;
    private ulong _second;

    /// <summary>The number of 64-bit values generated so far; set it to continue from there.</summary>
    public ulong Counter { get; set; }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong block = Counter >> 1;
        if (block != _block)
        {
            // The last word separates these counters from those of kernels, whose step would have to reach 2⁶³.
            uint* words = stackalloc uint[] { (uint)block, (uint)(block >> 32), 0, 0x80000000 };
            Philox.Encipher(words, _key);
            (_first, _second) = (words[0] | ((ulong)words[1] << 32), words[2] | ((ulong)words[3] << 32));
            _block = block;
        }

        return (Counter++ & 1) == 0 ? _first : _second;
    }

    /// <summary>A uniform number k·2⁻⁵³ in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A uniform integer in [0, bound) (Lemire 2019, arXiv:1805.10941).</summary>
    /// <param name="bound">The exclusive upper bound; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong high = Math.BigMul(NextUInt64(), (ulong)bound, out ulong low);
        if (low < (ulong)bound)
        {
            // Without this test, which few values fail, the division would take most of the time.
            ulong threshold = (0 - (ulong)bound) % (ulong)bound;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), (ulong)bound, out low);
            }
        }

        return (int)high;
    }

    /// <summary>A standard normal number (Box and Muller 1958, the cosine of each pair); uses two 64-bit values.</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Shuffles items uniformly (Fisher and Yates).</summary>
    /// <param name="items">The items, shuffled in place.</param>
    public void Shuffle(Span<int> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>A random permutation of 0 … n − 1.</summary>
    /// <param name="n">The length; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public int[] Permutation(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        int[] items = new int[n];
        for (int i = 0; i < n; i++)
        {
            items[i] = i;
        }

        Shuffle(items);
        return items;
    }
}
