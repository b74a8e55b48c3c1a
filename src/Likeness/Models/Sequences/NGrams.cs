using System.Numerics;

namespace Likeness.Models.Sequences;

/// <summary>
/// The probability of a symbol given the n − 1 before it, from counts, interpolated over all shorter contexts down to the same for each symbol.
/// Chen and Goodman 1998, An empirical study of smoothing techniques for language modeling, TR-10-98: modified Kneser–Ney, §3 and eq. 26, or
/// Witten–Bell, eq. 15 and 16. Probabilities of all symbols sum to 1. Counts take 12 bytes for each different gram.
/// </summary>
internal sealed class NGrams
{
    private const int ShortOrders = 2;

    private readonly NGramSmoothing smoothing;
    private readonly NGramTable[] tables; // of order 1 … n
    private readonly (double Total, double Shared)[][] shortSums; // short contexts are few, and many symbols follow them

    private NGrams(NGramTable[] tables, NGramSmoothing smoothing, int symbols)
    {
        (this.tables, this.smoothing, Symbols) = (tables, smoothing, symbols);
        shortSums = [.. tables.Take(ShortOrders).Select((table, i) => SumsOfAll(table, i == 0 ? 1 : symbols))];
    }

    /// <summary>How many symbols there are.</summary>
    public int Symbols { get; }

    /// <summary>n.</summary>
    public int Order => tables.Length;

    /// <summary>The largest n of grams of so many symbols: their numbers fit into 64 bits.</summary>
    public static int MaxOrderOf(int symbols) => Math.Min(NGramModel.MaxOrder, 64 / NGramTable.BitsOf(symbols));

    /// <summary>Counts the grams of sequences.</summary>
    /// <param name="sequences">Symbols, numbered from 0; no gram spans two sequences.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="order">n, from 1 to <see cref="MaxOrderOf"/>.</param>
    /// <param name="smoothing">The smoothing.</param>
    /// <param name="options">The threads to use, and what cancels.</param>
    public static NGrams Count<T>(
        IReadOnlyList<ReadOnlyMemory<T>> sequences,
        int symbols,
        int order,
        NGramSmoothing smoothing,
        ParallelOptions options
    )
        where T : unmanaged, IBinaryInteger<T>
    {
        var (counted, continued) = Tables(sequences, symbols, order, options);
        return smoothing == NGramSmoothing.WittenBell
            ? new NGrams(counted, smoothing, symbols)
            : new NGrams([.. continued, counted[^1]], smoothing, symbols);
    }

    /// <summary>The models of all orders up to one, smoothed by Kneser and Ney, which share what they count.</summary>
    /// <param name="sequences">Symbols, numbered from 0; no gram spans two sequences.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="order">The largest n.</param>
    /// <param name="options">The threads to use, and what cancels.</param>
    public static NGrams[] UpTo<T>(
        IReadOnlyList<ReadOnlyMemory<T>> sequences,
        int symbols,
        int order,
        ParallelOptions options
    )
        where T : unmanaged, IBinaryInteger<T>
    {
        var (counted, continued) = Tables(sequences, symbols, order, options);
        return
        [
            .. Enumerable
                .Range(0, order)
                .Select(n => new NGrams([.. continued[..n], counted[n]], NGramSmoothing.KneserNey, symbols)),
        ];
    }

    /// <summary>The probabilities of the next symbol.</summary>
    /// <param name="context">The symbols before; the last n − 1 are used, and fewer are allowed.</param>
    /// <param name="probabilities">Filled: [symbols], summing to 1.</param>
    public void Predict<T>(ReadOnlySpan<T> context, Span<double> probabilities)
        where T : unmanaged, IBinaryInteger<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, Symbols);
        probabilities.Fill(1.0 / Symbols);
        ulong before = 0;
        for (int k = 1; k <= Math.Min(Order, context.Length + 1); k++)
        {
            before = Longer(before, context, k);
            if (!Interpolate(k, before, probabilities))
            {
                break; // no longer context was seen than the first that was not
            }
        }
    }

    /// <summary>As <see cref="Predict"/> does for all symbols, the probability of one.</summary>
    /// <param name="context">The symbols before.</param>
    /// <param name="next">The symbol.</param>
    public double Probability<T>(ReadOnlySpan<T> context, T next)
        where T : unmanaged, IBinaryInteger<T>
    {
        double probability = 1.0 / Symbols;
        ulong before = 0;
        for (int k = 1; k <= Math.Min(Order, context.Length + 1); k++)
        {
            before = Longer(before, context, k);
            var (start, end) = tables[k - 1].After(before);
            if (start == end)
            {
                break;
            }

            var (total, shared) = Sums(k, before, start, end);
            int count = tables[k - 1].CountOf(before, ulong.CreateTruncating(next), start, end);
            probability *= shared / total;
            probability += count > 0 ? Left(tables[k - 1], count) / total : 0;
        }

        return probability;
    }

    // The longest grams, which take the longest, first.
    private static (NGramTable[] Counted, NGramTable[] Continued) Tables<T>(
        IReadOnlyList<ReadOnlyMemory<T>> sequences,
        int symbols,
        int order,
        ParallelOptions options
    )
        where T : unmanaged, IBinaryInteger<T>
    {
        int bits = NGramTable.BitsOf(symbols);
        var counted = new NGramTable[order];
        var continued = new NGramTable[order - 1]; // of order 1 … n − 1
        Parallel.For(
            0,
            order,
            options,
            i =>
            {
                int k = order - i;
                counted[k - 1] = NGramTable.Create(sequences, k, bits);
                if (k > 1)
                {
                    continued[k - 2] = counted[k - 1].Continuations(k - 1);
                }
            }
        );
        return (counted, continued);
    }

    // The context of k − 1 symbols, from that of one fewer.
    private ulong Longer<T>(ulong before, ReadOnlySpan<T> context, int k)
        where T : unmanaged, IBinaryInteger<T> =>
        k == 1 ? 0 : before | (ulong.CreateTruncating(context[^(k - 1)]) << (tables[0].Bits * (k - 2)));

    private bool Interpolate(int k, ulong context, Span<double> probabilities)
    {
        var table = tables[k - 1];
        var (start, end) = table.After(context);
        if (start == end)
        {
            return false;
        }

        var (total, shared) = Sums(k, context, start, end);
        foreach (ref double probability in probabilities)
        {
            probability *= shared / total;
        }

        for (int i = start; i < end; i++)
        {
            var (last, count) = table[i];
            probabilities[last] += Left(table, count) / total;
        }

        return true;
    }

    private (double Total, double Shared)[] SumsOfAll(NGramTable table, int contexts)
    {
        var sums = new (double Total, double Shared)[contexts];
        for (int context = 0; context < contexts; context++)
        {
            var (start, end) = table.After((ulong)context);
            sums[context] = Sums(table, start, end);
        }

        return sums;
    }

    private (double Total, double Shared) Sums(int k, ulong context, int start, int end) =>
        k <= ShortOrders ? shortSums[k - 1][context] : Sums(tables[k - 1], start, end);

    // Of the symbols after a context the sum of counts, and the part of it that shorter contexts share out. Witten–Bell adds it to the counts; Kneser–Ney takes it from them.
    private (double Total, double Shared) Sums(NGramTable table, int start, int end)
    {
        double total = 0;
        double shared = 0;
        for (int i = start; i < end; i++)
        {
            int count = table[i].Count;
            total += count;
            shared += Discount(table, count);
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
