using System.Text.Json;
using Likeness.Modalities.Audio.Data;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Modalities.Audio;

/// <summary>The encoding of clips: windows of μ-law classes.</summary>
/// <param name="transform">The rate, the length of windows, and the names of classes.</param>
public sealed class AudioEncoding(AudioTransform transform) : IEncoding<ClipSet>
{
    /// <summary>The rate, the length of windows, and the names of classes.</summary>
    public AudioTransform Transform => transform;

    /// <inheritdoc/>
    public JsonElement ToJson() => transform.ToJson();

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples) => ModelSpace.Create(transform, trainExamples);

    /// <inheritdoc/>
    public IExamples Examples(ClipSet examples, bool isTraining) =>
        new AudioExamples(examples, transform, isShifted: isTraining);
}
