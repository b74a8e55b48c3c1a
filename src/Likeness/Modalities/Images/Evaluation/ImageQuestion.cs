using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>A question that a classifier answers for each image.</summary>
/// <param name="Name">A label's name, or <c>rotation</c>.</param>
/// <param name="Classes">The possible answers.</param>
public sealed record ImageQuestion(string Name, IReadOnlyList<string> Classes)
{
    /// <summary>
    /// The substitute for missing labels: by which angle is the image rotated? Gidaris et al. 2018, arXiv:1803.07728. Images
    /// that are not square are rotated by 0° and 180° only.
    /// </summary>
    public const string Rotation = "rotation";

    /// <summary>Whether the answers are rotations that the classifier applies itself.</summary>
    public bool IsRotation => Name == Rotation;

    /// <summary>The labels of a set, or the rotation if none of them has two classes among its images.</summary>
    internal static IReadOnlyList<ImageQuestion> Create(ImageSet images)
    {
        ImageQuestion[] asked =
        [
            .. images
                .Labels.Where(label => label.Counts().Count(count => count > 0) > 1)
                .Select(label => new ImageQuestion(label.Name, label.Classes)),
        ];
        bool isSquare = images.Shape.Height == images.Shape.Width;
        return asked.Length > 0
            ? asked
            : [new ImageQuestion(Rotation, isSquare ? ["0°", "90°", "180°", "270°"] : ["0°", "180°"])];
    }

    /// <summary>The true answers of a set, [images]; null if they are unknown.</summary>
    internal int[]? Answers(ImageSet images) =>
        IsRotation
            ? [.. Enumerable.Range(0, images.Count).Select(i => i % Classes.Count)]
            : images.Labels.FirstOrDefault(label => label.Name == Name && label.Classes.SequenceEqual(Classes))?.Values;

    /// <summary>The number of quarter turns of an answer.</summary>
    internal int Turns(int answer) => IsRotation ? answer * 4 / Classes.Count : 0;
}
