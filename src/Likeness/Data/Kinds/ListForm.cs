using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>How the texts of lists are written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ListForm>))]
public enum ListForm
{
    /// <summary>Choices with a separator between them: <c>Python;Go</c>.</summary>
    Plain,

    /// <summary>An array of JSON: <c>["Wifi", "Hot tub"]</c>.</summary>
    Json,

    /// <summary>A list as Python writes it: <c>['Wifi', "Bob's"]</c>.</summary>
    Python,

    /// <summary>An array of PostgreSQL: <c>{Wifi,"Hot tub"}</c>.</summary>
    Postgres,
}
