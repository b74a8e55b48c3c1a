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
    /// <exception cref="LikenessException">The clips are of another rate, or have other classes.</exception>
    public IExamples Examples(ClipSet examples, bool isTraining)
    {
        transform.RequireLike(examples);
        return new AudioExamples(examples, transform, isShifted: isTraining);
    }
}
