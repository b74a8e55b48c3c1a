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

    private readonly NGrams grams;

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
        grams = NGrams.Count(texts, Symbols, order, smoothing, new ParallelOptions { MaxDegreeOfParallelism = 1 });
    }

    private NGramModel(NGrams grams) => this.grams = grams;

    /// <summary>The models of all orders up to one, smoothed by Kneser and Ney, which share what they count.</summary>
    /// <param name="texts">Texts; no n-gram spans two.</param>
    /// <param name="order">The largest n, from 1 to 8.</param>
    /// <param name="options">The threads to use, and what cancels.</param>
    /// <exception cref="LikenessException">The order is another, or there is no text, or more than 64 MiB.</exception>
    internal static NGramModel[] UpTo(IReadOnlyList<ReadOnlyMemory<byte>> texts, int order, ParallelOptions options)
    {
        Require(texts, order);
        return [.. NGrams.UpTo(texts, Symbols, order, options).Select(grams => new NGramModel(grams))];
    }

    /// <summary>n.</summary>
    public int Order => grams.Order;

    /// <summary>The probabilities of the next byte.</summary>
    /// <param name="context">The bytes before; the last n − 1 are used, and fewer are allowed.</param>
    /// <param name="probabilities">Filled: [256], summing to 1.</param>
    public void Predict(ReadOnlySpan<byte> context, Span<double> probabilities) =>
        grams.Predict(context, probabilities);

    /// <summary>−log of the probability of a text, in nats; its first bytes have a shorter context.</summary>
    public double Nats(ReadOnlySpan<byte> text)
    {
        double sum = 0;
        for (int i = 0; i < text.Length; i++)
        {
            sum -= Math.Log(grams.Probability(text[Math.Max(0, i - Order + 1)..i], text[i]));
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
}
