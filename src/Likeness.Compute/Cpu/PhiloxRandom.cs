namespace Likeness.Compute.Cpu;

/// <summary>
/// Random numbers for host code, one after another, from the same Philox 4×32-10 as the kernels. All its state is
/// <see cref="Counter"/>: saved and set, the numbers go on where they were.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">What the numbers are for; streams of one seed are independent.</param>
public sealed unsafe class PhiloxRandom(ulong seed, ulong stream)
{
    private readonly ulong _key = Philox.Key(seed, stream);

    /// <summary>How many 64-bit draws were made; set it to go on from there.</summary>
    public ulong Counter { get; set; }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        // Half a block a draw: the next draw's half is as cheap to make again as to keep. The last word parts these
        // counters from those of kernels, whose step would have to reach 2⁶³.
        ulong block = Counter >> 1;
        uint* words = stackalloc uint[] { (uint)block, (uint)(block >> 32), 0, 0x80000000 };
        Philox.Encipher(words, _key);
        int half = (int)(Counter & 1) * 2;
        Counter++;
        return words[half] | ((ulong)words[half + 1] << 32);
    }

    /// <summary>A uniform number k·2⁻⁵³ in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A whole number in [0, bound), each as likely as the others (Lemire 2019, arXiv:1805.10941).</summary>
    /// <param name="bound">One more than the greatest; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong threshold = (0 - (ulong)bound) % (ulong)bound;
        ulong low;
        ulong high;
        do
        {
            high = Math.BigMul(NextUInt64(), (ulong)bound, out low);
        } while (low < threshold);

        return (int)high;
    }

    /// <summary>A standard normal number (Box and Muller 1958, the cosine of each pair); two draws each.</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts the items in random order, each order as likely as the others (Fisher and Yates).</summary>
    /// <param name="items">What to shuffle, in place.</param>
    public void Shuffle(Span<int> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>The numbers 0 … n − 1 in random order.</summary>
    /// <param name="n">How many; at least 0.</param>
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
