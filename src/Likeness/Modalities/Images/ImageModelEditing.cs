using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Images;

/// <content>Edits images by words, where the run was adapted for that.</content>
public sealed partial class ImageModel
{
    /// <summary>Whether images can be edited by words.</summary>
    public bool CanEdit => Model is IControlledModel { IsEditing: true };

    /// <summary>The words by which images can be edited; empty if they cannot.</summary>
    public IReadOnlyList<string> EditWords => CanEdit ? Transform.Classes : [];

    /// <summary>Edits images by a word. An edited image depends only on the weights, the image, the word, the seed and its index.</summary>
    /// <param name="images">Images of the run's sizes.</param>
    /// <param name="word">One of <see cref="EditWords"/>.</param>
    /// <param name="count">The number of edited images; image i is an edit of image i modulo their number.</param>
    /// <param name="seed">Another seed gives other edits.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The run was not adapted for edits, the images are of other sizes, or there is no such word.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageSet Edit(
        ImageSet images,
        string word,
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        _ = Editing();
        int number = Transform.Classes.ToList().IndexOf(word);
        return number >= 0
            ? Edit(images, [number], count, seed, progress, cancellationToken)
            : throw new LikenessException(
                $"'{word}' is not a word of the run's edits (choose from {string.Join(", ", Transform.Classes)})"
            );
    }

    /// <summary>The same, of several words.</summary>
    /// <param name="images">Images of the run's sizes.</param>
    /// <param name="words">Numbers of words; image i is edited by word i modulo their number.</param>
    /// <param name="count">The number of edited images.</param>
    /// <param name="seed">Another seed gives other edits.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    internal ImageSet Edit(
        ImageSet images,
        IReadOnlyList<int> words,
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var editing = Editing();
        Transform.RequireShape(images.Shape);

        int length = Transform.Shape.Length;
        var pixels = Transform with { LearnsEdits = false, LearnsClass = false };
        return SampleUnder(
            count,
            length + 1,
            rows => editing.SampleUnder(rows.Slice(1, 0, length), rows.Slice(1, length, 1).Reshape([rows.Shape[0]])),
            (index, row) =>
            {
                pixels.Forward(images, [index % images.Count], row[..length]);
                row[length] = words[index % words.Count];
            },
            seed,
            progress,
            cancellationToken
        );
    }

    private IControlledModel Editing() =>
        Model is IControlledModel { IsEditing: true } editing
            ? editing
            : throw new LikenessException(
                $"{trained.Folder.FullPath}: the run does not edit pictures (teach it: likeness adapt {trained.Folder.FullPath} --edits)"
            );
}
