using System.Text;
using Likeness.Data;
using Likeness.Data.Text;
using Likeness.Models.Sequences;
using Likeness.Nn;
using Likeness.Sampling;

namespace Likeness.Runs;

/// <summary>What a run of text can do. It lasts as long as its run; one thread may use it at a time.</summary>
public sealed class TextRun
{
    private readonly Run run;
    private readonly SequenceModel model;

    /// <summary>Looks at a run as one of text.</summary>
    /// <exception cref="LikenessException">The run is of something else.</exception>
    public TextRun(Run run)
    {
        run.Require(DataKind.Text);
        this.run = run;
        model = (SequenceModel)run.Model;
        Transform = TextTransform.FromJson(run.Record.Transform);
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => run.Folder;

    /// <summary>The content of the run's run.json.</summary>
    public RunRecord Record => run.Record;

    /// <summary>Between text and tokens.</summary>
    public TextTransform Transform { get; }

    /// <summary>Reads the text that the run was made from, in its parts.</summary>
    /// <exception cref="LikenessException">It cannot be read, or has changed.</exception>
    public TextSplits LoadData() => TextData.Load(run.Record);

    /// <summary>Draws a text, piece by piece as its tokens come. A text is the beginning of a longer one.</summary>
    /// <param name="prompt">What it goes on from, not in the result; empty for the beginning of a line.</param>
    /// <param name="tokens">How many tokens to draw.</param>
    /// <param name="seed">Another seed gives another text.</param>
    /// <returns>Whole characters; bytes that are no UTF-8 become U+FFFD.</returns>
    /// <exception cref="LikenessException">The network gives what is not a number.</exception>
    public IEnumerable<string> Sample(string prompt, int tokens, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        int[] start = Transform.Vocabulary.Encode(Encoding.UTF8.GetBytes(prompt));
        using var sampler = new SymbolSampler(model.Network, batch: 1, model.Sampling, workers: run.Pool);
        sampler.Begin([start.Length > 0 ? start : [model.Start]], RandomUse.Samples.Seed(seed));
        var stream = new TextStream(Transform.Vocabulary);
        for (int i = 0; i < tokens; i++)
        {
            string piece = stream.Add((int)sampler.Next()[0]);
            if (piece.Length > 0)
            {
                yield return piece;
            }
        }

        yield return stream.End();
    }

    /// <summary>How many bits the model needs for a text.</summary>
    /// <param name="text">The text; at least one byte.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CodeLength Score(ReadOnlySpan<byte> text, CancellationToken cancellationToken = default) =>
        CodeLength.FromNats(-Tokens(text, cancellationToken).LogProbabilities.Sum(), text);

    /// <summary>How many bits the model needs for each line of a text, all lines before it being known.</summary>
    /// <param name="text">The text; at least one byte.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <returns>The columns line (from 1), bytes (with the line's end), bits and bits_per_byte; a token counts where it begins.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Table ScoreLines(ReadOnlySpan<byte> text, CancellationToken cancellationToken = default)
    {
        var (tokens, logProbabilities) = Tokens(text, cancellationToken);
        var rows = new List<double>();
        (int line, int place, int next) = (1, 0, 0);
        for (int end = 0; end < text.Length; line++)
        {
            int start = end;
            int found = text[start..].IndexOf((byte)'\n');
            end = found < 0 ? text.Length : start + found + 1;
            double nats = 0;
            for (; next < tokens.Length && place < end; next++)
            {
                nats -= logProbabilities[next];
                place += Transform.Vocabulary.BytesOf(tokens[next]).Length;
            }

            double bits = nats / Math.Log(2);
            rows.AddRange([line, end - start, bits, bits / (end - start)]);
        }

        return new Table(
            [new Column("line"), new Column("bytes"), new Column("bits"), new Column("bits_per_byte")],
            [.. rows]
        );
    }

    private (int[] Tokens, double[] LogProbabilities) Tokens(
        ReadOnlySpan<byte> text,
        CancellationToken cancellationToken
    )
    {
        int context = Transform.Context;
        int[] tokens = Transform.Vocabulary.Encode(text);
        using var scorer = new SequenceScorer(
            symbols => model.Logits(symbols, classes: null, ForwardPass.Inference),
            context,
            context / 2,
            run.Pool
        );
        return (tokens, scorer.Score(tokens, model.Start, cancellationToken));
    }
}
