using System.Text.Json;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities.Images;

/// <summary>The encoding of images: the scale of pixels, and the class if it is learned.</summary>
/// <param name="transform">The map to model space and back.</param>
/// <param name="flip">Whether half of the training images, chosen in each epoch, are mirrored.</param>
public sealed class ImageEncoding(ImageTransform transform, bool flip = false) : IEncoding<ImageSet>
{
    /// <summary>The map to model space and back.</summary>
    public ImageTransform Transform => transform;

    /// <summary>Selects the encoding for a model's options.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="options">The model's options.</param>
    /// <exception cref="LikenessException">The model learns classes, and the images have none.</exception>
    public static ImageEncoding Fit(ImageSet train, ModelOptions options)
    {
        var label = train.Labels.Count > 0 ? train.Labels[0] : null;
        return options.LearnsClass && label is null
            ? throw new LikenessException(
                "the images have no classes, which this model learns (give a folder for each class, or train without classes)"
            )
            : new ImageEncoding(
                new ImageTransform(train.Shape, options.Pixels, label?.Classes ?? [], options.LearnsClass)
                {
                    Unpadded = train.Unpadded,
                    ClassCounts = options.LearnsClass ? UnequalCounts(label!) : null,
                },
                options.Flip
            );
    }

    private static int[]? UnequalCounts(ImageLabel label) =>
        label.Counts() is var counts && counts.Distinct().Count() > 1 ? counts : null;

    /// <inheritdoc/>
    public JsonElement ToJson() => transform.ToJson();

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples) => ModelSpace.Create(transform, trainExamples);

    /// <inheritdoc/>
    public IExamples Examples(ImageSet examples, bool isTraining) =>
        new ImageExamples(examples, transform, isTraining && flip);
}
