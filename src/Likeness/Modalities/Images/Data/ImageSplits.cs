namespace Likeness.Modalities.Images.Data;

/// <summary>The images of a dataset in the parts in which it is published.</summary>
/// <param name="Train">The training part.</param>
/// <param name="Validation">The validation part; null if the dataset has none.</param>
/// <param name="Test">The test part; null if the dataset has none.</param>
public sealed record ImageSplits(ImageSet Train, ImageSet? Validation = null, ImageSet? Test = null)
{
    /// <summary>Notes for readers of results, such as files with fewer images than the official ones; usually empty.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What was done to the images when they were read, such as a resize; usually empty.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Whether the images were chosen, resized and converted while they were decoded.</summary>
    internal bool IsAsRequested { get; init; }

    /// <summary>The existing parts, with their names: train, validation, test.</summary>
    public IEnumerable<(string Name, ImageSet Images)> Parts()
    {
        yield return ("train", Train);
        if (Validation is not null)
        {
            yield return ("validation", Validation);
        }

        if (Test is not null)
        {
            yield return ("test", Test);
        }
    }

    /// <summary>Selects the images of some classes.</summary>
    /// <param name="classes">The names of the classes; labels follow this order.</param>
    /// <exception cref="LikenessException">The images have no classes, or none of a name.</exception>
    public ImageSplits TakeClasses(IReadOnlyList<string> classes) => Select(images => images.TakeClasses(classes));

    /// <summary>Applies a function to every part.</summary>
    public ImageSplits Select(Func<ImageSet, ImageSet> change) =>
        this with
        {
            Train = change(Train),
            Validation = Validation is null ? null : change(Validation),
            Test = Test is null ? null : change(Test),
        };
}
