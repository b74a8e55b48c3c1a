using System.Text.Json.Serialization;

namespace Likeness.Data.Json;

/// <summary>Where an object of a JSON file has the values of a column that is in an object within it.</summary>
/// <param name="Keys">The keys from the outermost object to the value, at least two.</param>
/// <param name="Objects">How each object but the outermost is written where none of its columns has a value: [Keys.Count − 1].</param>
internal sealed record JsonPlace(IReadOnlyList<string> Keys, IReadOnlyList<MissingObject> Objects)
{
    /// <summary>Whether the last key is the place in an array of numbers, and the last object that array.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInArray { get; init; }

    /// <summary>Whether a file may have none of the objects, or arrays, of the value.</summary>
    [JsonIgnore]
    public bool MayLack => Objects.Any(one => one != MissingObject.Whole);

    /// <inheritdoc/>
    public bool Equals(JsonPlace? other) =>
        other is not null
        && IsInArray == other.IsInArray
        && Keys.SequenceEqual(other.Keys)
        && Objects.SequenceEqual(other.Objects);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Keys.Count, Keys[^1]);

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Keys);
}

/// <summary>How a file writes an object, or an array of numbers, none of whose columns has a value.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingObject>))]
internal enum MissingObject
{
    /// <summary>As an object, whose columns say how they write missing values.</summary>
    Whole,

    /// <summary>As null.</summary>
    Null,

    /// <summary>Not at all.</summary>
    LeftOut,

    /// <summary>As an object without keys, or an array without numbers.</summary>
    Empty,
}
