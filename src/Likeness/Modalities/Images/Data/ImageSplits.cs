namespace Likeness.Modalities.Images.Data;

/// <summary>The images of a dataset, parted as its makers part them.</summary>
/// <param name="Train">What models learn from.</param>
/// <param name="Validation">What choices are made by; null where the makers set none aside.</param>
/// <param name="Test">What models are judged by; null where the makers set none aside.</param>
public sealed record ImageSplits(ImageSet Train, ImageSet? Validation = null, ImageSet? Test = null)
{
    /// <summary>What a reader of results must know, such as that files hold fewer images than the official ones; usually empty.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The parts that exist, with their names: train, validation, test.</summary>
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

    /// <summary>The images of some classes alone.</summary>
    /// <param name="classes">The names of the classes, which are counted in this order.</param>
    /// <exception cref="LikenessException">The images have no classes, or none of a name.</exception>
    public ImageSplits TakeClasses(IReadOnlyList<string> classes) => Select(images => images.TakeClasses(classes));

    /// <summary>Does the same to every part.</summary>
    public ImageSplits Select(Func<ImageSet, ImageSet> change) =>
        this with
        {
            Train = change(Train),
            Validation = Validation is null ? null : change(Validation),
            Test = Test is null ? null : change(Test),
        };
}
