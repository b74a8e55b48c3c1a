using System.Buffers;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Interop;
using Likeness.Nn;

namespace Likeness.Models.Sequences;

/// <summary>
/// The n-grams of the training text beside a network: p = w p_network + (1 − w) p_n-grams, with the w that maximises the likelihood of validation
/// text. Jelinek and Mercer 1980, Interpolated estimation of Markov source parameters from sparse data. The checkpoint stores the training text's
/// tokens, which are counted again when it is read.
/// </summary>
internal sealed class NGramMixture
{
    // Of a longer text its end; the counts of so many tokens take about 200 MB and two seconds.
    private const int MaxTokens = 1 << 22;

    // The weight is one number: more validation text does not change it.
    private const int MaxValidationTokens = 1 << 12;

    /// <summary>The parameter that holds the network's share.</summary>
    public const string Share = "ngrams.weight";

    private const int Batch = 16;
    private const int Iterations = 50;
    private const string Tokens = "ngrams.tokens";

    private readonly int symbols;
    private readonly int order;
    private readonly Parameter weight;
    private ushort[]? tokens;
    private NGrams? grams;

    /// <summary>Without counts yet.</summary>
    /// <param name="scope">Receives the network's share.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="order">n.</param>
    /// <exception cref="LikenessException">So many symbols do not fit into 64 bits.</exception>
    public NGramMixture(ParameterScope scope, int symbols, int order)
    {
        int most = NGrams.MaxOrderOf(symbols);
        if (order > most)
        {
            throw new LikenessException(
                $"n-grams of {order} of {symbols} tokens are not counted (give --n-grams {most} or less, or a smaller --vocabulary)"
            );
        }

        (this.symbols, this.order) = (symbols, order);
        weight = scope.Buffer(Share, [1], 1);
    }

    /// <summary>Whether there are counts.</summary>
    public bool IsFitted => grams is not null;

    /// <summary>The rows that are counted at most.</summary>
    /// <param name="width">Tokens of a row.</param>
    public static int MaxRows(int width) => MaxTokens / (width - 1);

    /// <summary>The network's share w; 1 before the fit.</summary>
    public double NetworkShare => weight.Values[0];

    /// <summary>Counts the training text, and fits the network's share to validation text; it is a half without any.</summary>
    /// <param name="fit">Consecutive windows of text, each beginning with the last token of the one before.</param>
    /// <param name="width">Tokens of a window.</param>
    /// <param name="logits">The network: maps [batch, width − 1] to the logits of the next tokens.</param>
    public void Fit(FitRows fit, int width, Func<Tensor, Tensor> logits)
    {
        var train = fit.Train.Span;
        int rows = train.Length / width;
        int first = Math.Max(0, rows - MaxRows(width));
        var read = new ushort[((rows - first) * (width - 1)) + 1];
        for (int row = first; row < rows; row++)
        {
            for (int i = 0; i < width; i++)
            {
                read[((row - first) * (width - 1)) + i] = (ushort)train[(row * width) + i];
            }
        }

        Count(read, fit.Workers?.Workers ?? 1, fit.CancellationToken);
        weight.Values[0] = (float)ShareOf(fit, width, logits);
    }

    /// <summary>The tokens before the next one that its probability depends on.</summary>
    public int Context => order - 1;

    /// <summary>Fills the n-grams' part of the probabilities of the next token, (1 − w) p.</summary>
    /// <param name="context">The tokens before.</param>
    /// <param name="part">Filled: [symbols].</param>
    public void Fill(ReadOnlySpan<int> context, Span<float> part)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(symbols);
        var probabilities = rented.AsSpan(0, symbols);
        grams!.Predict(context, probabilities);
        for (int i = 0; i < part.Length; i++)
        {
            part[i] = (float)((1 - NetworkShare) * probabilities[i]);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>log p of the tokens of a text.</summary>
    /// <param name="network">The network's log-probability of each token; receives that of the mixture.</param>
    /// <param name="text">The tokens.</param>
    /// <param name="start">The token before the first.</param>
    public void Add(Span<double> network, ReadOnlySpan<int> text, int start)
    {
        int[] all = [start, .. text];
        double share = NetworkShare;
        for (int i = 0; i < text.Length; i++)
        {
            double other = grams!.Probability(ContextOf(all, i + 1), text[i]);
            network[i] = Math.Log((share * Math.Exp(network[i])) + ((1 - share) * other));
        }
    }

    /// <summary>The arrays of the fitted mixture.</summary>
    public IReadOnlyList<TensorData> ToTensors() =>
        tokens is null ? [] : [TensorData.Create<ushort>(Tokens, [tokens.Length], tokens)];

    /// <summary>Restores the mixture; it stays without counts if there are none, as in a checkpoint of an unfinished training.</summary>
    /// <exception cref="LikenessException">The array is of another type, or has symbols that there are not.</exception>
    public void FromTensors(SafetensorsFile file)
    {
        if (!file.Contains(Tokens))
        {
            return;
        }

        var array = file[Tokens];
        ushort[] read = array.Type == TensorType.U16 ? array.Values<ushort>() : [];
        if (read.Length == 0 || read.Any(token => token >= symbols))
        {
            throw new LikenessException(
                $"'{Tokens}' is damaged: it holds no tokens of this model (restore the file, or train again)"
            );
        }

        Count(read, Environment.ProcessorCount, CancellationToken.None);
    }

    /// <summary>Takes the counts of another mixture.</summary>
    public void CopyFrom(NGramMixture other) => (tokens, grams) = (other.tokens, other.grams);

    // The last n − 1 tokens before a position.
    private ReadOnlySpan<int> ContextOf(ReadOnlySpan<int> all, int position) =>
        all[Math.Max(0, position - order + 1)..position];

    private void Count(ushort[] read, int threads, CancellationToken cancellationToken)
    {
        tokens = read;
        grams = NGrams.Count<ushort>(
            [read],
            symbols,
            order,
            NGramSmoothing.KneserNey,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }
        );
    }

    // By EM, from a half: each token's probability under either decides how much of it each claims.
    private double ShareOf(FitRows fit, int width, Func<Tensor, Tensor> logits)
    {
        var probabilities = Probabilities(fit, width, logits);
        double share = 0.5;
        for (int i = 0; i < Iterations && probabilities.Count > 0; i++)
        {
            share = probabilities.Average(p => share * p.Network / ((share * p.Network) + ((1 - share) * p.Grams)));
        }

        return share;
    }

    // Of evenly spaced windows of the validation text.
    private List<(double Network, double Grams)> Probabilities(FitRows fit, int width, Func<Tensor, Tensor> logits)
    {
        var validation = fit.Validation;
        int all = validation.Length / width;
        int taken = Math.Min(all, Math.Max(1, MaxValidationTokens / (width - 1)));
        var found = new List<(double, double)>();
        if (taken == 0)
        {
            return found;
        }

        var rows = Tensor.Input("rows", [Batch, width]);
        var target = rows.Slice(1, 1, width - 1).Reshape([Batch, width - 1, 1]);
        var likelihood = logits(rows.Slice(1, 0, width - 1)).LogSoftmax(2).TakeAlong(2, target);
        using var graph = CompiledGraph.Compile([likelihood], options: new CompiledGraphOptions(fit.Workers));
        var (batch, log) = (new float[Batch * width], new float[Batch * (width - 1)]);
        for (int first = 0; first < taken; first += Batch)
        {
            fit.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Batch, taken - first);
            for (int i = 0; i < count; i++)
            {
                int row = (int)((long)(first + i) * all / taken);
                validation.Span.Slice(row * width, width).CopyTo(batch.AsSpan(i * width));
            }

            graph.Write(rows, batch);
            graph.Run();
            graph.Read(likelihood, log);
            for (int i = 0; i < count; i++)
            {
                int[] text = Array.ConvertAll(batch[(i * width)..((i + 1) * width)], token => (int)token);
                for (int t = 1; t < width; t++)
                {
                    double network = Math.Exp(log[(i * (width - 1)) + t - 1]);
                    found.Add((network, grams!.Probability(ContextOf(text, t), text[t])));
                }
            }
        }

        return found;
    }
}
