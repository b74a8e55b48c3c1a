using System.Text.Json;
using Likeness.Data.Audio;
using Likeness.Figures;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Clips to learn from.</summary>
internal sealed class SoundLearningData : LearningData
{
    private readonly DataSource source;
    private readonly SoundData data;
    private readonly SoundTransform transform;

    /// <summary>Clips, carried as a model's options say.</summary>
    public SoundLearningData(SoundData data, DataSource source, ModelOptions options)
    {
        (this.data, this.source) = (data, source);
        transform = new SoundTransform(data.Train.Rate, options.ReceptiveField, options.Segment, data.Train.Classes);
        Train = new SoundExamples(data.Train, transform, isShifted: true);
        Validation = new SoundExamples(data.Validation, transform);
        Space = ModelSpace.Of(transform, Train.Count);
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

    public override RunAccount Account(RunAccount account)
    {
        string classes = transform.Classes.Count == 0 ? "" : $", classes {string.Join(", ", transform.Classes)}";
        double seconds = (double)data.Train.Samples / transform.Rate;
        return account with
        {
            Sequence = new SequenceAccount(
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
