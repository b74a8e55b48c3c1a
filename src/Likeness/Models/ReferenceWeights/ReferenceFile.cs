using System.Text.Json;
using Likeness.Data;
using Likeness.Interop;

namespace Likeness.Models.ReferenceWeights;

/// <summary>The tensors of a file that another program wrote, and the configuration beside them.</summary>
internal sealed class ReferenceFile
{
    private const string FolderWeights = "model.safetensors";
    private const string FolderConfiguration = "config.json";

    private readonly Dictionary<string, TensorData> tensors;

    private ReferenceFile(string path, IEnumerable<TensorData> tensors, JsonElement? configuration)
    {
        (Path, Configuration) = (path, configuration);
        this.tensors = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The file of the tensors.</summary>
    public string Path { get; }

    /// <summary>The folder of that file.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>The content of config.json beside a safetensors file; null for none.</summary>
    public JsonElement? Configuration { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorData> Tensors => tensors;

    /// <summary>Reads a file of torch.save, a safetensors file, or a folder of Hugging Face with <c>model.safetensors</c>. No code in it is executed.</summary>
    /// <exception cref="LikenessException">It cannot be read, is damaged, or contains anything but tensors.</exception>
    public static ReferenceFile Read(string path)
    {
        string file = Directory.Exists(path) ? System.IO.Path.Combine(path, FolderWeights) : path;
        if (!File.Exists(file) && file != path)
        {
            throw new LikenessException(
                $"{path}: the folder has no {FolderWeights} (give the folder of a Hugging Face model, or a file of torch.save)"
            );
        }

        if (!string.Equals(System.IO.Path.GetExtension(file), ".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            return new ReferenceFile(file, PthFile.Read(file), null);
        }

        string beside = System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!,
            FolderConfiguration
        );
        return new ReferenceFile(file, SafetensorsFile.Read(file).Tensors, ReadConfiguration(beside));
    }

    /// <summary>The same file with other names for its tensors.</summary>
    /// <param name="rename">The name of a tensor from its name in the file.</param>
    /// <exception cref="LikenessException">Two tensors get the same name.</exception>
    public ReferenceFile Renamed(Func<string, string> rename)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return new ReferenceFile(
            Path,
            tensors.Values.Select(tensor =>
                names.Add(rename(tensor.Name))
                    ? new TensorData(rename(tensor.Name), tensor.Type, [.. tensor.Shape], tensor.Bytes.ToArray())
                    : throw Error($"it has '{rename(tensor.Name)}' twice, once as '{tensor.Name}'")
            ),
            Configuration
        );
    }

    /// <summary>The axes of a tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="rank">The number of its axes.</param>
    /// <exception cref="LikenessException">There is no such tensor, or it has other axes or is empty.</exception>
    public IReadOnlyList<int> ShapeOf(string name, int rank) =>
        tensors.GetValueOrDefault(name) is not { } tensor
            ? throw Error($"there is no tensor '{name}', which the model needs")
        : tensor.Shape.Count != rank || tensor.Length == 0
            ? throw Error($"'{name}' has the shape [{string.Join(", ", tensor.Shape)}], which is not of {rank} axes")
        : tensor.Shape;

    /// <summary>The number of layers, which are numbered from 0.</summary>
    /// <param name="name">The name of a tensor of each, from its number.</param>
    public int Count(Func<int, string> name) =>
        Enumerable.Range(0, tensors.Count).TakeWhile(i => tensors.ContainsKey(name(i))).Count();

    /// <summary>An error of this file.</summary>
    /// <param name="what">The rest of the sentence.</param>
    public LikenessException Error(string what) => new($"{Path}: {what}");

    private static JsonElement? ReadConfiguration(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(InputFile.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.Clone()
                : throw new JsonException("no object");
        }
        catch (JsonException error)
        {
            throw new LikenessException(
                $"{path}: this is not the configuration of a model, or it is cut off (copy the files of the model again)",
                error
            );
        }
    }
}
