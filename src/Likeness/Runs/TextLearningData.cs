using System.Text.Json;
using Likeness.Data.Text;
using Likeness.Figures;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>A text to learn from.</summary>
internal sealed class TextLearningData : LearningData
{
    private readonly DataSource source;
    private readonly TextSplits text;
    private readonly TextTransform transform;

    /// <summary>A text, carried as a fitted vocabulary says.</summary>
    /// <exception cref="LikenessException">The text is shorter than the context.</exception>
    public TextLearningData(DataSource source, TextSplits text, TextTransform transform)
    {
        (this.source, this.text, this.transform) = (source, text, transform);
        int[] tokens = transform.Vocabulary.Encode(text.Train.Span);
        if (tokens.Length <= transform.Context)
        {
            throw new LikenessException(
                $"{source.ShortName}: the text has {tokens.Length} tokens to learn from, but a context of {transform.Context} needs {transform.Context + 1} (give a longer text, or a smaller --context)"
            );
        }

        Train = new TextExamples(tokens, transform.Context, isShifted: true);
        Validation = new TextExamples(transform.Vocabulary.Encode(text.Validation.Span), transform.Context);
        Space = ModelSpace.Create(transform, Train.Count);
    }

    /// <summary>A text of a new run.</summary>
    /// <exception cref="LikenessException">The text is shorter than the context.</exception>
    public static TextLearningData Fit(DataSource source, TextSplits text, ModelOptions options) =>
        new(source, text, TextTransform.Fit(text.Train.Span, options.Vocabulary, options.Context));

    public override IExamples Train { get; }

    public override IExamples Validation { get; }

    public override ModelSpace Space { get; }

    public override JsonElement Transform => transform.ToJson();

    public override DataRecord Describe() =>
        new()
        {
            Source = source.Located(),
            Rows = TextData.Length(text),
            Columns = [],
            Fingerprint = TextData.Fingerprint(text),
        };

    public override RunSummary Summary(RunSummary summary)
    {
        var vocabulary = transform.Vocabulary;
        string tokens = vocabulary is ByteVocabulary ? "its bytes" : $"{Numeral.Whole(vocabulary.Count)} byte pairs";
        return summary with
        {
            Sequence = new SequenceSummary(
                "bytes",
                [
                    $"text in {tokens}, {Numeral.Whole(Train.Count)} windows of {transform.Context} tokens, others each epoch",
                    .. text.Validation.Length > 0
                        ?
                        [
                            $"{Numeral.Whole(text.Validation.Length)} more bytes are neither trained nor judged on: the best epoch is chosen by them",
                        ]
                        : Array.Empty<string>(),
                ],
                []
            ),
            TrainRows = text.Train.Length,
            HeldOutRows = text.Test.Length,
        };
    }
}
