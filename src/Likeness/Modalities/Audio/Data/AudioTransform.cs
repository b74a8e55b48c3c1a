using System.Text.Json;
using System.Text.Json.Serialization;

namespace Likeness.Modalities.Audio.Data;

/// <summary>
/// Converts clips to windows of μ-law classes, and back: a row is the history of a prediction, then a segment, then the index of
/// the clip's class if there are classes; before that the features of each of its samples where predictions are conditioned on such. Stored with the model.
/// </summary>
/// <param name="Rate">Samples per second.</param>
/// <param name="History">Samples of history for each prediction.</param>
/// <param name="Segment">Samples that are predicted.</param>
/// <param name="Classes">The names of the classes; may be empty.</param>
public sealed record AudioTransform(int Rate, int History, int Segment, IReadOnlyList<string> Classes)
{
    /// <summary>The features in time that predictions are conditioned on.</summary>
    public LocalConditioning Local { get; init; }

    /// <summary>The class of silence, which precedes and follows a clip.</summary>
    public const byte Silence = 128;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private const string Damaged =
        "the stored transform of the audio is damaged or of another program (restore run.json, or train again)";

    /// <summary>The index of a class.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="LikenessException">There is no such class.</exception>
    public int ClassOf(string name)
    {
        int found = Classes.ToList().IndexOf(name);
        return found >= 0 ? found
            : Classes.Count == 0
                ? throw new LikenessException($"'{name}': the run was trained on clips without classes (leave it out)")
            : throw new LikenessException(
                $"'{name}' is not a class of the run (choose from {string.Join(", ", Classes)})"
            );
    }

    /// <summary>Refuses clips of another rate.</summary>
    /// <exception cref="LikenessException">The clips are of another rate.</exception>
    internal void RequireRate(ClipSet clips)
    {
        if (clips.Rate != Rate)
        {
            throw new LikenessException(
                $"the clips have {clips.Rate} samples per second, but the run was trained on {Rate} (resample them to that rate)"
            );
        }
    }

    /// <summary>Refuses clips of another rate, or of other classes.</summary>
    /// <exception cref="LikenessException">The clips are of another rate, or have other classes.</exception>
    internal void RequireLike(ClipSet clips)
    {
        RequireRate(clips);
        if (!clips.Classes.SequenceEqual(Classes))
        {
            throw new LikenessException(
                clips.Classes.Count == 0
                    ? "the clips have no classes, which the run's model needs (give a folder for each class)"
                : Classes.Count == 0
                    ? "the clips have classes, and the run was trained on clips without (give them in one folder)"
                : $"the clips have {clips.Classes.Count} classes, but the run was trained on {Classes.Count} (give a folder for each class, of the same names)"
            );
        }
    }

    /// <summary>The transform as JSON, to be stored with a model.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a transform of audio.</exception>
    public static AudioTransform FromJson(JsonElement json)
    {
        try
        {
            if (json.Deserialize<AudioTransform>(Json) is { Rate: > 0, History: > 0, Segment: > 0 } transform)
            {
                return transform;
            }
        }
        catch (JsonException error)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }
}
