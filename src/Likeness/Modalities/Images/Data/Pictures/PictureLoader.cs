using Likeness.Data;
using Likeness.Data.Downloads;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>
/// Decodes pictures: into memory, or, if they are more than the request allows, into a file of the data folder that is mapped and used again the next
/// time.
/// </summary>
internal sealed class PictureLoader(PictureRequest request)
{
    private readonly HashSet<(int Height, int Width)> sizes = [];
    private readonly List<string> remarks = [];
    private string? decoded;
    private bool hasTransparent;

    /// <summary>The parts with their pictures decoded.</summary>
    /// <param name="parts">The training part, and others.</param>
    /// <exception cref="LikenessException">
    /// A picture cannot be read, or is of another size; parts differ in their channels; memory or disk do not suffice.
    /// </exception>
    public ImageSplits Load(IReadOnlyList<PicturePart> parts)
    {
        PicturePart[] chosen = [.. parts.Select(part => part.Choose(request))];
        if (Array.Find(chosen, part => part.Files.Count == 0) is { } empty)
        {
            throw new LikenessException($"{empty.Archive.Place}: the {empty.Name} part has no pictures (give some)");
        }

        var shape = Largest(new PictureReading(chosen[0], request).First().Shape);
        bool isLarge = chosen.Sum(part => (long)part.Files.Count * shape.Length) > request.Memory;
        var sets = chosen.ToDictionary(part => part.Name, part => Load(part, isLarge), StringComparer.Ordinal);
        if (sizes.Count == 1 && IsPadded(sizes.First()))
        {
            var (height, width) = sizes.First();
            sets = sets.ToDictionary(
                set => set.Key,
                set => set.Value.PaddedFrom(new ImageShape(shape.Channels, height, width)),
                StringComparer.Ordinal
            );
        }

        foreach (var part in chosen.Skip(1))
        {
            var (one, train) = (sets[part.Name].Shape, sets[PicturePart.Train].Shape);
            if (one != train)
            {
                throw new LikenessException(
                    $"{part.Archive.PathOf(Folder(part))}: the pictures are {one} and those of train {train} (make them one size by --size, and one number of channels by --colour)"
                );
            }
        }

        return new ImageSplits(
            sets[PicturePart.Train],
            sets.GetValueOrDefault(PicturePart.Validation),
            sets.GetValueOrDefault(PicturePart.Test)
        )
        {
            Facts = [.. Facts(sets[PicturePart.Train].Shape)],
            Remarks = remarks,
            IsAsRequested = true,
        };
    }

    private ImageSet Load(PicturePart part, bool isLarge)
    {
        if (isLarge)
        {
            return OnDisk(part);
        }

        var reading = new PictureReading(part, request);
        var shape = Largest(reading.First().Shape);
        var target = new PictureTarget(shape, part.Files.Count);
        reading.Decode(shape, target.Write);
        sizes.UnionWith(reading.Sizes);
        var images = new ImageSet(shape, target.Pixels, part.Labels) { Files = part.Names };
        images = IsGrey(target) ? ImageColours.FirstChannel(images) : images;
        return Read(part, reading) is { } read ? images.Take(read) : images;
    }

    private ImageSet OnDisk(PicturePart part)
    {
        var file = DecodedFile.Create(part, request, DataRoot.Resolve(request.DataFolder));
        decoded = Path.GetDirectoryName(file.Path);
        var reading = new PictureReading(part, request);
        ImageShape shape;
        if (file.Read() is { } kept)
        {
            shape = kept.Shape;
            reading.Recall(kept.Unreadable);
        }
        else
        {
            shape = Write(file, reading);
        }

        var images = new ImageSet(
            shape,
            PixelMap.FromFile(file.Path, (long)file.Count * shape.Length),
            places: null,
            part.Labels
        )
        {
            Files = part.Names,
        };
        return Read(part, reading) is { } read ? images.View(read) : images;
    }

    // The indices of the pictures that were read; null for all.
    private int[]? Read(PicturePart part, PictureReading reading)
    {
        hasTransparent |= reading.HasTransparent;
        remarks.AddRange(reading.Unreadable.Remarks(part.Files.Count));
        var skipped = reading.Unreadable.Indices.ToHashSet();
        return skipped.Count == 0
            ? null
            : [.. Enumerable.Range(0, part.Files.Count).Where(index => !skipped.Contains(index))];
    }

    private ImageShape Write(DecodedFile file, PictureReading reading)
    {
        var shape = Largest(reading.First().Shape);
        string folder = Path.GetDirectoryName(file.Path)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(file.Path)}.tmp");
        DiskSpace.Require(temporary, (double)file.Count * shape.Length, $"{file.Count} decoded pictures");
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                shape = Write(file, reading, shape, stream);
            }

            File.Move(temporary, file.Path, overwrite: true);
            return shape;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException(
                $"{file.Path}: the decoded pictures cannot be written ({failure.Message.TrimEnd('.')}; choose another folder by --data-dir, or a smaller --size)",
                failure
            );
        }
    }

    // What was written in vain would fill the disk.
    private ImageShape Write(DecodedFile file, PictureReading reading, ImageShape shape, FileStream stream)
    {
        try
        {
            var target = new PictureTarget(shape, stream.SafeFileHandle);
            reading.Decode(shape, target.Write);
            stream.SetLength((long)file.Count * shape.Length); // the last pictures may be unreadable
            sizes.UnionWith(reading.Sizes);
            shape = IsGrey(target) ? KeepFirstChannel(stream, shape, file.Count) : shape;
            file.WriteFooter(stream, shape, reading.Unreadable.Indices);
            stream.Flush(flushToDisk: true);
            return shape;
        }
        catch
        {
            stream.SetLength(0);
            throw;
        }
    }

    // Each picture moves towards the beginning, so that none is overwritten before it is read.
    private static ImageShape KeepFirstChannel(FileStream file, ImageShape shape, int count)
    {
        var grey = shape with { Channels = 1 };
        var pixels = new byte[grey.Length];
        for (int i = 0; i < count; i++)
        {
            file.Position = (long)i * shape.Length;
            file.ReadExactly(pixels);
            file.Position = (long)i * grey.Length;
            file.Write(pixels);
        }

        file.SetLength((long)count * grey.Length);
        return grey;
    }

    // Grey pictures become coloured if others are.
    private ImageShape Largest(ImageShape first) => first with { Channels = request.Colour.Channels(3) };

    private bool IsGrey(PictureTarget target) => request.Colour is null && !target.IsColoured;

    // A copy of what is too large for the memory would not fit without its frame, either.
    private bool IsPadded((int Height, int Width) size) =>
        decoded is null && request.ResizeOf(new ImageShape(1, size.Height, size.Width))?.Fit == ImageFit.Pad;

    private IEnumerable<string> Facts(ImageShape shape)
    {
        ImageFit?[] ways =
        [
            .. sizes
                .Where(size => size != (shape.Height, shape.Width))
                .Select(size => request.ResizeOf(shape with { Height = size.Height, Width = size.Width })?.Fit)
                .Distinct(),
        ];
        if (ways.Length > 0)
        {
            string how =
                !ways.Contains(ImageFit.Pad) ? "resized"
                : ways.Length == 1 ? "padded"
                : "resized or padded";
            string from = sizes.Count > 1 ? "several sizes" : $"{sizes.First().Height}×{sizes.First().Width}";
            yield return $"pictures of {from}, {how} to {shape.Height}×{shape.Width}";
        }

        if (hasTransparent)
        {
            yield return $"transparent pixels show {request.Background}";
        }

        if (decoded is not null)
        {
            yield return $"decoded pictures in {decoded}, read when they are needed";
        }
    }

    private static string Folder(PicturePart part) =>
        Path.GetDirectoryName(part.Archive.Files[part.Files[0]].Name)?.Split('/', '\\')[0] ?? "";
}
