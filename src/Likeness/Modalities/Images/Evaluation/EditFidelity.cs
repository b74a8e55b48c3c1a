using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Datasets;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>How well edits of pictures by words agree with the true pictures after them, beside the pictures left unchanged.</summary>
/// <param name="Images">The number of edits.</param>
/// <param name="Psnr">Mean PSNR of an edit against its target, in decibels.</param>
/// <param name="UnchangedPsnr">That of the picture before.</param>
/// <param name="ChangedError">Mean absolute error of a value, 0 … 255, at pixels that the target changes.</param>
/// <param name="UnchangedChangedError">That of the picture before.</param>
/// <param name="KeptError">The same at pixels that the target keeps, where the picture before has none.</param>
/// <param name="Recognised">
/// The fraction of edits that are nearest to what the asked word makes of the picture, among what every word makes of it and the picture itself; null where
/// that is unknown, as for pairs of files.
/// </param>
public sealed record EditFidelity(
    int Images,
    double Psnr,
    double UnchangedPsnr,
    double ChangedError,
    double UnchangedChangedError,
    double KeptError,
    double? Recognised
)
{
    /// <summary>Compares edits with their targets.</summary>
    /// <param name="pairs">The targets, with the pictures before.</param>
    /// <param name="edited">The edits, as many of the same sizes.</param>
    /// <param name="threads">Number of threads; no result depends on it.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    internal static EditFidelity Compute(
        ImageSet pairs,
        ImageSet edited,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        var before = pairs.Before!;
        var (kept, changed, unchanged) = (new Mean(), new Mean(), new Mean());
        int places = pairs.Shape.Height * pairs.Shape.Width;
        for (int i = 0; i < pairs.Count; i++)
        {
            var old = before[i];
            var target = pairs[i];
            var edit = edited[i];
            for (int place = 0; place < places; place++)
            {
                bool isKept = true;
                for (int k = place; k < target.Length; k += places)
                {
                    isKept &= old[k] == target[k];
                }

                for (int k = place; k < target.Length; k += places)
                {
                    (isKept ? kept : changed).Add(Math.Abs(edit[k] - target[k]));
                    if (!isKept)
                    {
                        unchanged.Add(Math.Abs(old[k] - target[k]));
                    }
                }
            }
        }

        bool isOfShapes = pairs.Shape == new ShapeEditsDataset().Shape && before.Factors.Count > 0;
        return new EditFidelity(
            pairs.Count,
            PairSimilarity.Compute(edited, pairs, threads, cancellationToken).Psnr.Average(),
            PairSimilarity.Compute(before, pairs, threads, cancellationToken).Psnr.Average(),
            changed.Value,
            unchanged.Value,
            kept.Value,
            isOfShapes ? ShapeEditsDataset.Recognise(pairs, edited).Count(found => found) / (double)pairs.Count : null
        );
    }

    private sealed class Mean
    {
        private double sum;
        private long count;

        public double Value => sum / Math.Max(1, count);

        public void Add(double value) => (sum, count) = (sum + value, count + 1);
    }
}
