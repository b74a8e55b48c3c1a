using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>A question that a classifier answers for each image.</summary>
/// <param name="Name">What is asked: a label's name, or <c>rotation</c>.</param>
/// <param name="Classes">The answers that are possible.</param>
public sealed record ImageQuestion(string Name, IReadOnlyList<string> Classes)
{
    /// <summary>
    /// The substitute where images have no labels: by how much has the image been turned? Gidaris et al. 2018, arXiv:1803.07728. Images
    /// that are not square are turned by 0° and 180° only.
    /// </summary>
    public const string Rotation = "rotation";

    /// <summary>Whether the answers are turns that the classifier makes itself.</summary>
    public bool IsRotation => Name == Rotation;

    /// <summary>What a set's labels ask, or the rotation where none of them tells its images apart.</summary>
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

    /// <summary>The true answers of a set, [images]; null where it does not have them.</summary>
    internal int[]? Answers(ImageSet images) =>
        IsRotation
            ? [.. Enumerable.Range(0, images.Count).Select(i => i % Classes.Count)]
            : images.Labels.FirstOrDefault(label => label.Name == Name && label.Classes.SequenceEqual(Classes))?.Values;

    /// <summary>The quarter turns of an answer.</summary>
    internal int Turns(int answer) => IsRotation ? answer * 4 / Classes.Count : 0;
}
