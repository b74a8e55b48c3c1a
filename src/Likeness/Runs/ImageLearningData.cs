using System.Text.Json;
using Likeness.Data.Images;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>Images to learn from.</summary>
internal sealed class ImageLearningData : LearningData
{
    private readonly DataSource source;
    private readonly ImageData data;
    private readonly ImageTransform transform;

    /// <summary>Images, carried as a model's options say.</summary>
    /// <exception cref="LikenessException">The model learns classes, and the images have none.</exception>
    public ImageLearningData(ImageData data, DataSource source, ModelOptions options)
    {
        (this.data, this.source) = (data, source);
        var label = data.Train.Labels.Count > 0 ? data.Train.Labels[0] : null;
        if (options.LearnsClass && label is null)
        {
            throw new LikenessException(
                $"{source.ShortName}: the images have no classes, which this model learns (give a folder for each class, or train without classes)"
            );
        }

        transform = new ImageTransform(data.Train.Shape, options.Pixels, label?.Classes ?? [], options.LearnsClass);
        Train = new ImageExamples(data.Train, transform, options.Flip);
        Validation = new ImageExamples(data.Validation, transform);
        Space = ModelSpace.Create(transform, data.Train.Count);
    }

    public override IExamples Train { get; }

    public override IExamples Validation { get; }

    public override ModelSpace Space { get; }

    public override JsonElement Transform => transform.ToJson();

    public override DataRecord Describe() =>
        new()
        {
            Source = source.Located(),
            Rows = data.Train.Count + data.Validation.Count + data.Test.Count,
            Columns = [],
            Fingerprint = ImageFingerprint.Compute(data.Train),
        };

    public override RunSummary Summary(RunSummary summary) =>
        summary with
        {
            Images = new ImageSummary(
                data.Published,
                transform,
                data.Validation == data.Test ? 0 : data.Validation.Count,
                data.Train.Labels.Count > 0 ? data.Train.Labels[0].Counts() : [],
                data.Remarks
            ),
            TrainRows = data.Train.Count,
            HeldOutRows = data.Test.Count,
        };
}
