using Likeness.Compute.Cpu;

namespace Likeness.Models.Sequences;

/// <summary>The smoothing of an <see cref="NGramModel"/>.</summary>
public enum NGramSmoothing
{
    /// <summary>Modified Kneser–Ney, interpolated: shorter contexts are counted by the number of different bytes before them.</summary>
    KneserNey,

    /// <summary>Witten–Bell, interpolated: the probability of new bytes grows with the number of different bytes after a context.</summary>
    WittenBell,
}

/// <summary>
/// A baseline for text and for audio in 256 classes: the probability of a byte given the n − 1 before it, from counts, interpolated over all
/// shorter contexts down to 1/256 for each byte. Chen and Goodman 1998, An empirical study of smoothing techniques for language modeling,
/// TR-10-98: modified Kneser–Ney, §3 and eq. 26, or Witten–Bell, eq. 15 and 16. Probabilities of all bytes sum to 1. Counts take 12 bytes
/// for each different gram: at most 96 bytes for a byte of text at n = 8.
/// </summary>
public sealed class NGramModel
{
    /// <summary>How many symbols there are.</summary>
    public const int Symbols = 256;

    /// <summary>The largest n.</summary>
    public const int MaxOrder = 8;

    private const long MaxBytes = 1 << 26;
    private const int ShortOrders = 2;

    private readonly NGramSmoothing smoothing;
    private readonly NGramTable[] tables; // of order 1 … n

    /// <summary>Counts the n-grams of texts.</summary>
    /// <param name="texts">Texts, or clips in μ-law classes; no n-gram spans two texts.</param>
    /// <param name="order">n, from 1 to 8.</param>
    /// <param name="smoothing">The smoothing.</param>
    /// <exception cref="LikenessException">The order is another, or there is no text, or more than 64 MiB.</exception>
    public NGramModel(
        IReadOnlyList<ReadOnlyMemory<byte>> texts,
        int order,
        NGramSmoothing smoothing = NGramSmoothing.KneserNey
    )
    {
        Require(texts, order);
        this.smoothing = smoothing;
        tables = new NGramTable[order];
        NGramTable? longer = null;
        for (int k = order; k >= 1; k--)
        {
            var counted = NGramTable.Create(texts, k);
            tables[k - 1] =
                longer is null || smoothing == NGramSmoothing.WittenBell ? counted : longer.Continuations(k);
            longer = counted;
        }
    }

    private NGramModel(NGramTable[] tables, NGramSmoothing smoothing) =>
        (this.tables, this.smoothing) = (tables, smoothing);

    /// <summary>The models of all orders up to one, smoothed by Kneser and Ney, which share what they count.</summary>
    /// <param name="texts">Texts; no n-gram spans two.</param>
    /// <param name="order">The largest n, from 1 to 8.</param>
    /// <param name="options">The threads to use, and what cancels.</param>
    /// <exception cref="LikenessException">The order is another, or there is no text, or more than 64 MiB.</exception>
    internal static NGramModel[] UpTo(IReadOnlyList<ReadOnlyMemory<byte>> texts, int order, ParallelOptions options)
    {
        Require(texts, order);
        var counted = new NGramTable[order];
        var continued = new NGramTable[order];
        // The longest grams, which take the longest, first.
        Parallel.For(
            0,
            order,
            options,
            i =>
            {
                int k = order - i;
                counted[k - 1] = NGramTable.Create(texts, k);
                continued[k - 1] = k > 1 ? counted[k - 1].Continuations(k - 1) : counted[0];
            }
        );
        return
        [
            .. Enumerable
                .Range(1, order)
                .Select(n => new NGramModel([.. continued[1..n], counted[n - 1]], NGramSmoothing.KneserNey)),
        ];
    }

    /// <summary>n.</summary>
    public int Order => tables.Length;

    /// <summary>The probabilities of the next byte.</summary>
    /// <param name="context">The bytes before; the last n − 1 are used, and fewer are allowed.</param>
    /// <param name="probabilities">Filled: [256], summing to 1.</param>
    public void Predict(ReadOnlySpan<byte> context, Span<double> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, Symbols);
        probabilities.Fill(1.0 / Symbols);
        ulong before = 0;
        for (int k = 1; k <= Math.Min(Order, context.Length + 1); k++)
        {
            before |= k == 1 ? 0 : (ulong)context[^(k - 1)] << (8 * (k - 2));
            Interpolate(tables[k - 1], before, probabilities);
        }
    }

    /// <summary>−log of the probability of a text, in nats; its first bytes have a shorter context.</summary>
    public double Nats(ReadOnlySpan<byte> text)
    {
        double sum = 0;
        var sums = new (double Total, double Shared)[ShortOrders * Symbols];
        for (int i = 0; i < text.Length; i++)
        {
            sum -= Math.Log(Probability(text[Math.Max(0, i - Order + 1)..i], text[i], sums));
        }

        return sum;
    }

    /// <summary>Samples a text, byte by byte.</summary>
    /// <param name="count">How many bytes.</param>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <param name="start">The bytes before; not in the result.</param>
    public byte[] Sample(int count, ulong seed, ReadOnlySpan<byte> start = default)
    {
        var random = RandomUse.Samples.Random(seed);
        Span<double> probabilities = stackalloc double[Symbols];
        byte[] text = [.. start, .. new byte[count]];
        for (int i = start.Length; i < text.Length; i++)
        {
            Predict(text.AsSpan(Math.Max(0, i - Order + 1)..i), probabilities);
            text[i] = Sampled(probabilities, random);
        }

        return text[start.Length..];
    }

    private static byte Sampled(ReadOnlySpan<double> probabilities, PhiloxRandom random)
    {
        double left = random.NextDouble();
        for (int symbol = 0; symbol < Symbols - 1; symbol++)
        {
            left -= probabilities[symbol];
            if (left < 0)
            {
                return (byte)symbol;
            }
        }

        return Symbols - 1;
    }

    private static void Require(IReadOnlyList<ReadOnlyMemory<byte>> texts, int order)
    {
        if (order is < 1 or > MaxOrder)
        {
            throw new LikenessException($"n-grams of order {order} are not counted (choose from 1 to {MaxOrder})");
        }

        long bytes = texts.Sum(text => (long)text.Length);
        if (bytes is 0 or > MaxBytes)
        {
            throw new LikenessException(
                bytes == 0
                    ? "there is no text to count n-grams in (give one that is not empty)"
                    : $"a text of {bytes >> 20} MiB is too long for n-grams (give at most {MaxBytes >> 20} MiB)"
            );
        }
    }

    // As Predict does for all bytes; no longer context was seen than the first that was not.
    private double Probability(ReadOnlySpan<byte> context, byte next, (double Total, double Shared)[] sums)
    {
        double probability = 1.0 / Symbols;
        ulong before = 0;
        for (int k = 1; k <= Math.Min(Order, context.Length + 1); k++)
        {
            before |= k == 1 ? 0 : (ulong)context[^(k - 1)] << (8 * (k - 2));
            var (start, end) = tables[k - 1].After(before);
            if (start == end)
            {
                break;
            }

            var (total, shared) =
                k <= ShortOrders
                    ? ShortSums(sums, tables[k - 1], k, before, (start, end))
                    : Sums(tables[k - 1], start, end);
            int count = tables[k - 1].CountOf(before, next, start, end);
            probability *= shared / total;
            probability += count > 0 ? Left(tables[k - 1], count) / total : 0;
        }

        return probability;
    }

    private void Interpolate(NGramTable table, ulong context, Span<double> probabilities)
    {
        var (start, end) = table.After(context);
        if (start == end)
        {
            return;
        }

        var (total, shared) = Sums(table, start, end);
        foreach (ref double probability in probabilities)
        {
            probability *= shared / total;
        }

        for (int i = start; i < end; i++)
        {
            var (last, count) = table[i];
            probabilities[last] += Left(table, count) / total;
        }
    }

    // Short contexts are few, and many bytes follow them.
    private (double Total, double Shared) ShortSums(
        (double Total, double Shared)[] sums,
        NGramTable table,
        int k,
        ulong context,
        (int Start, int End) range
    )
    {
        ref var known = ref sums[((k - 1) * Symbols) + (int)context];
        known = known.Total > 0 ? known : Sums(table, range.Start, range.End);
        return known;
    }

    // Of the bytes after a context the sum of counts, and the part of it that shorter contexts share out. Witten–Bell adds it to the counts; Kneser–Ney takes it from them.
    private (double Total, double Shared) Sums(NGramTable table, int start, int end)
    {
        double total = 0;
        double shared = 0;
        for (int i = start; i < end; i++)
        {
            total += table[i].Count;
            shared += Discount(table, table[i].Count);
        }

        return (total + (smoothing == NGramSmoothing.WittenBell ? shared : 0), shared);
    }

    private double Left(NGramTable table, int count) =>
        smoothing == NGramSmoothing.WittenBell ? count : count - Discount(table, count);

    private double Discount(NGramTable table, int count) =>
        smoothing == NGramSmoothing.WittenBell
            ? 1
            : count switch
            {
                1 => table.Discounts.One,
                2 => table.Discounts.Two,
                _ => table.Discounts.More,
            };
}
