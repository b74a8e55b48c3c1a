using System.Text.Json;
using Likeness.Tests.House;

namespace Likeness.Tests.Data.Jpeg;

/// <summary>One file of tests/golden/jpeg.json: the JPEG, and its pixels as decoded by libjpeg-turbo.</summary>
internal sealed record GoldenJpeg(int Width, int Height, int Channels, byte[] Jpeg, byte[] Pixels)
{
    public static IReadOnlyDictionary<string, GoldenJpeg> All { get; } =
        JsonSerializer.Deserialize<Dictionary<string, GoldenJpeg>>(
            Repository.Read("tests/golden/jpeg.json"),
            JsonSerializerOptions.Web
        )!;

    public static TheoryData<string> Names => [.. All.Keys];
}
