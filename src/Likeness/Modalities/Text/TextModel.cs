using System.Buffers;
using System.Text;
using Likeness.Data;
using Likeness.Modalities.Text.Data;
using Likeness.Models.Sequences;
using Likeness.Nn;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Text;

/// <summary>The capabilities of a model of text. It is valid as long as its model and equally thread-safe (see <see cref="TrainedModel"/>).</summary>
public sealed partial class TextModel : ModelView, ISampler<TextCorpus>, IScorer<TextCorpus>
{
    private const int TokensPerReport = 64;

    private readonly TrainedModel trained;
    private readonly SequenceModel model;

    internal TextModel(TrainedModel trained)
    {
        this.trained = trained;
        model = (SequenceModel)trained.Model;
        Transform = TextTransform.FromJson(trained.Record.Transform);
    }

    /// <summary>Converts between text and tokens.</summary>
    public TextTransform Transform { get; }

    /// <summary>Reads the text of the run.</summary>
    /// <exception cref="LikenessException">It cannot be read, or has changed.</exception>
    public DataSplit<TextCorpus> LoadData() => ((TextModality)trained.Modality).Reload(trained.Record, trained.Options);

    /// <summary>
    /// Samples a text from the beginning of a line, without an incomplete character at its end. A shorter text is the beginning of a longer one with the
    /// same seed.
    /// </summary>
    /// <param name="count">The number of tokens.</param>
    /// <param name="seed">Another seed gives another text.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between tokens.</param>
    /// <exception cref="LikenessException">The network returns NaN.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TextCorpus Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => SampleSeveral(1, count, seed, progress, cancellationToken)[0];

    /// <summary>Samples a text incrementally, token by token. A shorter text is the beginning of a longer one.</summary>
    /// <param name="prompt">The text to continue, excluded from the result; empty for the beginning of a line.</param>
    /// <param name="tokens">The number of tokens.</param>
    /// <param name="seed">Another seed gives another text.</param>
    /// <returns>
    /// Whole characters: an incomplete one at the end is left out. Samples have bytes of the training text only, and are valid UTF-8 if it is; else
    /// invalid UTF-8 becomes U+FFFD.
    /// </returns>
    /// <exception cref="LikenessException">The network returns NaN.</exception>
    public IEnumerable<string> SampleText(string prompt, int tokens, ulong seed = 0)
    {
        var stream = new TextStream(Transform.Vocabulary);
        foreach (int token in SampleTokens(prompt, tokens, seed))
        {
            string piece = stream.Add(token);
            if (piece.Length > 0)
            {
                yield return piece;
            }
        }
    }

    /// <summary>The bytes of <see cref="SampleText"/>, token by token, in the encoding of the training text.</summary>
    /// <inheritdoc cref="SampleText"/>
    /// <returns>Whole characters: what is begun at the end of a token comes with the next one.</returns>
    internal IEnumerable<byte[]> SampleBytes(string prompt, int tokens, ulong seed = 0)
    {
        byte[] begun = [];
        foreach (int token in SampleTokens(prompt, tokens, seed))
        {
            byte[] bytes = [.. begun, .. Transform.Vocabulary.BytesOf(token)];
            int whole = WholeCharacters(bytes);
            begun = bytes[whole..];
            yield return bytes[..whole];
        }
    }

    // The number of bytes before a character that is incomplete.
    private static int WholeCharacters(ReadOnlySpan<byte> text) =>
        Rune.DecodeLastFromUtf8(text, out _, out int last) == OperationStatus.NeedMoreData
            ? text.Length - last
            : text.Length;

    private IEnumerable<int> SampleTokens(string prompt, int tokens, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        int[] start = Transform.Vocabulary.Encode(Encoding.UTF8.GetBytes(prompt));
        using var sampler = new SymbolSampler(
            model.Network,
            batch: 1,
            model.Sampling,
            workers: trained.Pool,
            mixture: model.Mixture,
            filter: Utf8Filter.Create(Transform)
        );
        sampler.Begin([start.Length > 0 ? start : [model.Start]], RandomUse.Samples.Seed(seed));
        for (int i = 0; i < tokens; i++)
        {
            yield return (int)sampler.Next()[0];
        }
    }

    /// <summary>The log-probability of each line conditioned on all lines before it, in nats. A token counts for the line in which it begins.</summary>
    /// <param name="examples">A text of at least one byte.</param>
    /// <param name="progress">Receives a report when the work begins.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowScores Score(
        TextCorpus examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Scoring });
        double[] lines = ScoreParts(examples, TextParts.Lines(examples.Span), cancellationToken);
        return new RowScores(lines, lines, "exact");
    }

    /// <summary>The number of bits that the model needs for each line of a text, conditioned on all lines before it.</summary>
    /// <param name="text">A text of at least one byte.</param>
    /// <param name="progress">Receives a report when the work begins.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <returns>The columns line (from 1), bytes (with the line's end), bits and bits_per_byte.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Table ScoreLines(
        TextCorpus text,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        new(
            [new Column("line"), new Column("bytes"), new Column("bits"), new Column("bits_per_byte")],
            [
                .. Score(text, progress, cancellationToken)
                    .LogDensity.Zip(TextParts.Lines(text.Span))
                    .SelectMany(
                        (line, i) =>
                        {
                            (double bits, int bytes) = (-line.First / Math.Log(2), line.Second);
                            return new[] { i + 1, bytes, bits, bits / bytes };
                        }
                    ),
            ]
        );

    /// <summary>The number of bits that the model needs for a text.</summary>
    /// <param name="text">A text of at least one byte.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CodeLength ComputeCodeLength(TextCorpus text, CancellationToken cancellationToken = default) =>
        CodeLength.FromNats(-ScoreTokens(text, cancellationToken).LogProbabilities.Sum(), text.Span);

    /// <summary>Samples a batch of texts, each from the beginning of a line.</summary>
    internal IReadOnlyList<TextCorpus> SampleSeveral(
        int count,
        int tokens,
        ulong seed,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        using var sampler = new SymbolSampler(
            model.Network,
            count,
            model.Sampling,
            workers: trained.Pool,
            mixture: model.Mixture,
            filter: Utf8Filter.Create(Transform)
        );
        sampler.Begin([.. Enumerable.Repeat<int[]>([model.Start], count)], RandomUse.Samples.Seed(seed));
        int[][] sampled = [.. Enumerable.Range(0, count).Select(_ => new int[tokens])];
        for (int t = 0; t < tokens; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = sampler.Next();
            for (int i = 0; i < count; i++)
            {
                sampled[i][t] = (int)next[i];
            }

            if (t % TokensPerReport == 0)
            {
                progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = t / (double)tokens });
            }
        }

        return
        [
            .. sampled
                .Select(one => Transform.Vocabulary.Decode(one))
                .Select(text => new TextCorpus(text.AsMemory(0, WholeCharacters(text)))),
        ];
    }

    private (int[] Tokens, double[] LogProbabilities) ScoreTokens(TextCorpus text, CancellationToken cancellationToken)
    {
        int context = Transform.Context;
        int[] tokens = Transform.Vocabulary.Encode(text.Span);
        using var scorer = new SequenceScorer(
            (symbols, _) => model.Logits(symbols, default, ForwardPass.Inference),
            context,
            context / 2,
            trained.Pool
        );
        double[] scores = scorer.Score(tokens, model.Start, track: null, cancellationToken);
        model.Mixture?.Add(scores, tokens, model.Start);
        return (tokens, scores);
    }
}
