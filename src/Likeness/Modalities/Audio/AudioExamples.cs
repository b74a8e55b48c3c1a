using Likeness.Data.Transforms;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;
using Likeness.Training;

namespace Likeness.Modalities.Audio;

/// <summary>
/// Windows of clips, in μ-law classes. The first window of a clip begins with the clip itself, after silence, so that beginnings are learned;
/// the others follow each other, shifted by a random number of samples in each epoch. Silence follows a clip.
/// </summary>
internal sealed class AudioExamples : IExamples
{
    private readonly AudioTransform transform;
    private readonly byte[][] clips;
    private readonly FeatureTrack[] tracks; // empty without local features
    private readonly int features;
    private readonly IReadOnlyList<int> classOf;
    private readonly bool isShifted;
    private readonly (int Clip, int Window)[] windows;

    public AudioExamples(ClipSet clips, AudioTransform transform, bool isShifted = false)
    {
        (this.transform, this.isShifted, classOf) = (transform, isShifted, clips.ClassOf);
        this.clips = [.. clips.Clips.Select(clip => MuLaw.Encode(clip))];
        var local = TrackFeatures.Create(transform);
        features = local?.Count ?? 0;
        tracks = local is null ? [] : [.. clips.Clips.Select(clip => local.Of(clip))];
        windows =
        [
            .. this.clips.SelectMany(
                (clip, index) =>
                    Enumerable
                        .Range(0, (clip.Length + transform.Segment - 1) / transform.Segment)
                        .Select(window => (index, window))
            ),
        ];
    }

    public int Count => windows.Length;

    public int Width => (Positions * (1 + features)) + (classOf.Count > 0 ? 1 : 0);

    private int Positions => transform.History + transform.Segment;

    public void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise)
    {
        for (int i = 0; i < which.Length; i++)
        {
            var (index, window) = windows[which[i]];
            byte[] clip = clips[index];
            int first = window * transform.Segment;
            if (isShifted && window > 0 && noise is not null)
            {
                first -= (int)(noise.Uniform(index, 0) * transform.Segment);
            }

            var row = rows.Slice(i * Width, Width);
            for (int k = 0; k < Positions; k++)
            {
                int place = first - transform.History + k;
                row[k] = place >= 0 && place < clip.Length ? clip[place] : AudioTransform.Silence;
            }

            if (features > 0)
            {
                tracks[index].Read(first - transform.History, row.Slice(Positions, Positions * features));
            }

            if (classOf.Count > 0)
            {
                row[^1] = classOf[index];
            }
        }
    }

    public string NameOf(int index) =>
        index < Positions ? $"sample {index} of a window"
        : index < Positions * (1 + features)
            ? $"the {TrackFeatures.NamesOf(transform.Local)[(index - Positions) % features]} of sample {(index - Positions) / features} of a window"
        : "the class";
}
