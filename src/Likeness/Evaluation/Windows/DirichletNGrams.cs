namespace Likeness.Evaluation.Windows;

/// <summary>
/// n-gram models of the bytes of two samples and of both together, fast to count and to score: each context's counts are smoothed by the
/// next shorter context, p(s | c) = (count(c s) + α p(s | c′)) / (count(c) + α), down to 1/256 for each byte. The predictive distribution of
/// MacKay and Peto 1995, A hierarchical Dirichlet language model, Natural Language Engineering 1(3), eq. 20, with one fixed α.
/// </summary>
internal sealed class DirichletNGrams
{
    /// <summary>The largest n: a gram and its length fit into one key.</summary>
    public const int MaxOrder = 7;

    /// <summary>α, close to the best for 50 kB to 1 MB of English at n = 5.</summary>
    public const double Concentration = 5;

    private const int InitialCapacity = 1 << 12;
    private const int Flush = 8; // the product of so many probabilities does not underflow

    private readonly int order;
    private Counts total;
    private readonly Counts[] bytes = new Counts[1 << 8];
    private readonly Counts[] pairs = new Counts[1 << 16];
    private ulong[] keys = new ulong[InitialCapacity];
    private Counts[] counts = new Counts[InitialCapacity];
    private int used;

    /// <summary>Starts without counts.</summary>
    /// <param name="order">n, from 1 to 7.</param>
    public DirichletNGrams(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaxOrder);
        this.order = order;
    }

    /// <summary>Counts the n-grams of a window; none crosses its ends.</summary>
    /// <param name="window">The bytes.</param>
    /// <param name="isOther">Whether the window belongs to the second sample.</param>
    public void Add(ReadOnlySpan<byte> window, bool isOther)
    {
        ulong last = 0;
        for (int i = 0; i < window.Length; i++)
        {
            last = (last << 8) | window[i];
            var (real, other) = isOther ? (0, 1) : (1, 0);
            var one = i + 1 < window.Length ? new Counts(real, real, other, other) : new Counts(real, 0, other, 0);
            total = total.Plus(new Counts(0, real, 0, other));
            for (int k = 1; k <= Math.Min(order, i + 1); k++)
            {
                ref Counts gram = ref Find(last, k, isNew: true);
                gram = gram.Plus(one);
            }
        }
    }

    /// <summary>
    /// Bits that the models of all orders need for a window, whose first bytes have only the preceding bytes of the window as context: −Σ log₂ p for
    /// each order from 1.
    /// </summary>
    /// <param name="window">The bytes to score.</param>
    /// <param name="real">Filled with the bits by counts of the first sample: [n].</param>
    /// <param name="other">Filled with the bits by counts of the second sample: [n].</param>
    /// <param name="pooled">Filled with the bits by counts of both: [n].</param>
    public void Score(ReadOnlySpan<byte> window, Span<double> real, Span<double> other, Span<double> pooled)
    {
        Span<Counts> contexts = stackalloc Counts[MaxOrder + 1]; // the k bytes before the current one
        Span<double> likelihoods = stackalloc double[3 * MaxOrder];
        real.Clear();
        other.Clear();
        pooled.Clear();
        likelihoods.Fill(1);
        ulong last = 0;
        for (int i = 0; i < window.Length; i++)
        {
            last = (last << 8) | window[i];
            var (a, b, c) = (1.0 / 256, 1.0 / 256, 1.0 / 256);
            Counts context = total;
            for (int k = 1; k <= order; k++)
            {
                if (k <= i + 1)
                {
                    Counts gram = Find(last, k, isNew: false);
                    a = Predict(gram.Real, context.RealFollowed, a);
                    b = Predict(gram.Other, context.OtherFollowed, b);
                    c = Predict(gram.Real + gram.Other, context.RealFollowed + context.OtherFollowed, c);
                    (context, contexts[k]) = (contexts[k], gram);
                }

                likelihoods[3 * (k - 1)] *= a;
                likelihoods[(3 * (k - 1)) + 1] *= b;
                likelihoods[(3 * (k - 1)) + 2] *= c;
            }

            if (i % Flush == Flush - 1 || i == window.Length - 1)
            {
                for (int k = 0; k < order; k++)
                {
                    real[k] -= Math.Log2(likelihoods[3 * k]);
                    other[k] -= Math.Log2(likelihoods[(3 * k) + 1]);
                    pooled[k] -= Math.Log2(likelihoods[(3 * k) + 2]);
                }

                likelihoods.Fill(1);
            }
        }
    }

    private static double Predict(int gram, int context, double shorter) =>
        (gram + (Concentration * shorter)) / (context + Concentration);

    private ref Counts Find(ulong last, int k, bool isNew)
    {
        if (k <= 2)
        {
            return ref k == 1 ? ref bytes[(byte)last] : ref pairs[(ushort)last];
        }

        ulong key = ((ulong)k << 56) | (last & ((1UL << (8 * k)) - 1));
        int place = Place(key);
        if (isNew && keys[place] == 0)
        {
            if (++used > keys.Length / 2)
            {
                Grow();
                place = Place(key);
            }

            keys[place] = key;
        }

        return ref counts[place];
    }

    // Linear probing; a free slot if the key is absent.
    private int Place(ulong key)
    {
        int mask = keys.Length - 1;
        int place = (int)((key * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (keys[place] != key && keys[place] != 0)
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private void Grow()
    {
        var (oldKeys, oldCounts) = (keys, counts);
        keys = new ulong[2 * oldKeys.Length];
        counts = new Counts[2 * oldKeys.Length];
        for (int i = 0; i < oldKeys.Length; i++)
        {
            if (oldKeys[i] != 0)
            {
                int place = Place(oldKeys[i]);
                (keys[place], counts[place]) = (oldKeys[i], oldCounts[i]);
            }
        }
    }

    /// <summary>The count of an n-gram in each sample, and of its distinct continuations.</summary>
    private readonly record struct Counts(int Real, int RealFollowed, int Other, int OtherFollowed)
    {
        public Counts Plus(Counts more) =>
            new(
                Real + more.Real,
                RealFollowed + more.RealFollowed,
                Other + more.Other,
                OtherFollowed + more.OtherFollowed
            );
    }
}
