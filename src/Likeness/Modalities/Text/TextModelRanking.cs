using Likeness.Modalities.Sequences;
using Likeness.Modalities.Text.Data;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Text;

/// <content>Ranks the parts of a text.</content>
public sealed partial class TextModel
{
    /// <summary>
    /// Ranks the parts of a text by their log-probability per byte, conditioned on all text before them, see <see cref="SequenceRanking"/>.
    /// A token counts for the part in which it begins.
    /// </summary>
    /// <param name="text">A text of at least one byte.</param>
    /// <param name="unit">The parts.</param>
    /// <param name="window">Bytes of a window, if the parts are windows; at least 1.</param>
    /// <param name="falseAlarm">The rate of false alarms, in (0, 1), calibrated on the parts of the validation text; null for no threshold.</param>
    /// <param name="anomalies">A text whose parts are known to be anomalies, ranked with the others; null for none.</param>
    /// <param name="progress">Receives a report when the work begins.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <exception cref="LikenessException">The validation text has too few parts for the rate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SequenceRanking Rank(
        TextCorpus text,
        TextUnit unit = TextUnit.Line,
        int window = 1024,
        double? falseAlarm = null,
        TextCorpus? anomalies = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Scoring });
        var validation = falseAlarm is null ? null : LoadData().Validation;
        if (validation is not null)
        {
            int known = TextParts.Lengths(validation.Span, unit, window).Count;
            RowRanking.Allowed(falseAlarm!.Value, known); // refused before the work
        }

        ScoredParts Scored(TextCorpus corpus)
        {
            var lengths = TextParts.Lengths(corpus.Span, unit, window);
            return new ScoredParts(lengths, ScoreParts(corpus, lengths, cancellationToken));
        }

        return SequenceRanking.Create(
            Scored(text),
            anomalies is null ? null : Scored(anomalies),
            validation is null ? null : Scored(validation),
            falseAlarm,
            unit.ToString().ToLowerInvariant(),
            "byte"
        );
    }

    private double[] ScoreParts(TextCorpus text, List<int> lengths, CancellationToken cancellationToken)
    {
        var (tokens, logProbabilities) = ScoreTokens(text, cancellationToken);
        double[] sums = new double[lengths.Count];
        (int end, int place, int next) = (0, 0, 0);
        for (int i = 0; i < sums.Length; i++)
        {
            end += lengths[i];
            for (; next < tokens.Length && place < end; next++)
            {
                sums[i] += logProbabilities[next];
                place += Transform.Vocabulary.BytesOf(tokens[next]).Length;
            }
        }

        return sums;
    }
}
