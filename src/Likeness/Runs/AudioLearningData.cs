using System.Text.Json;
using Likeness.Data.Audio;
using Likeness.Figures;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Clips to learn from.</summary>
internal sealed class AudioLearningData : LearningData
{
    private readonly DataSource source;
    private readonly AudioData data;
    private readonly AudioTransform transform;

    /// <summary>Clips, carried as a model's options say.</summary>
    public AudioLearningData(AudioData data, DataSource source, ModelOptions options)
    {
        (this.data, this.source) = (data, source);
        transform = new AudioTransform(data.Train.Rate, options.ReceptiveField, options.Segment, data.Train.Classes);
        Train = new AudioExamples(data.Train, transform, isShifted: true);
        Validation = new AudioExamples(data.Validation, transform);
        Space = ModelSpace.Create(transform, Train.Count);
    }

    public override IExamples Train { get; }

    public override IExamples Validation { get; }

    public override ModelSpace Space { get; }

    public override JsonElement Transform => transform.ToJson();

    public override DataRecord Describe() =>
        new()
        {
            Source = source.Located(),
            Rows = data.Clips,
            Columns = [],
            Fingerprint = data.Fingerprint(),
        };

    public override RunSummary Summary(RunSummary summary)
    {
        string classes = transform.Classes.Count == 0 ? "" : $", classes {string.Join(", ", transform.Classes)}";
        double seconds = (double)data.Train.Samples / transform.Rate;
        return summary with
        {
            Sequence = new SequenceSummary(
                "clips",
                [
                    $"{Numeral.Short(seconds, 4)} s of sound to learn from, {Numeral.Whole(transform.Rate)} samples a second, in 256 μ-law classes{classes}",
                    $"{Numeral.Whole(Train.Count)} windows of {transform.Segment} samples, others each epoch; a sample is predicted from the {transform.History} before it",
                    .. data.IsChosenApart && data.Validation.Clips.Count > 0
                        ?
                        [
                            $"{Numeral.Whole(data.Validation.Clips.Count)} more are neither trained nor judged on: the best epoch is chosen by them",
                        ]
                        : Array.Empty<string>(),
                ],
                []
            ),
            TrainRows = data.Train.Clips.Count,
            HeldOutRows = data.Test.Clips.Count,
        };
    }
}
