using Likeness.Data.Archives;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>Pictures that are not decoded yet: one part of a dataset.</summary>
/// <param name="Name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Archive">The folder or archive with their files.</param>
/// <param name="Files">The indices of the files in it.</param>
/// <param name="Labels">The labels of the pictures, in this order.</param>
internal sealed record PicturePart(
    string Name,
    FileArchive Archive,
    IReadOnlyList<int> Files,
    IReadOnlyList<ImageLabel> Labels
)
{
    /// <summary>The name of the training part.</summary>
    public const string Train = "train";

    /// <summary>The name of the validation part.</summary>
    public const string Validation = "validation";

    /// <summary>The name of the test part.</summary>
    public const string Test = "test";

    /// <summary>Those of the files that lie beside the folders of the classes: they have none, and are not read.</summary>
    public IReadOnlySet<int> Loose { get; init; } = new HashSet<int>();

    /// <summary>The names of the files, relative to the folder or archive.</summary>
    public IReadOnlyList<string> Names => [.. Files.Select(file => Archive.Files[file].Name)];

    /// <summary>The pictures that a request chooses: of their classes, and at most so many.</summary>
    /// <exception cref="LikenessException">The pictures have no classes, or none of a name.</exception>
    public PicturePart Choose(PictureRequest request)
    {
        var chosen = this;
        if (request.Classes.Count > 0)
        {
            var (which, label) = ImageLabel.OfClasses(Labels, request.Classes);
            chosen = this with { Files = [.. which.Select(i => Files[i])], Labels = [label] };
        }

        return request.MaxCount is { } max && max < chosen.Files.Count
            ? chosen.Take(ImageSubset.Choose(chosen.Files.Count, max, request.Seed))
            : chosen;
    }

    private PicturePart Take(int[] which) =>
        this with
        {
            Files = [.. which.Select(i => Files[i])],
            Labels = [.. Labels.Select(label => label.Take(which))],
        };
}
